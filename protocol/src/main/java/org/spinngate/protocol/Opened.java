package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;

/**
 * The board is the client's; datagrams may flow.
 *
 * <pre>
 *  +---------+-------------+---------+---------+
 *  | session | board       | shared  | flows   |
 *  | 4 bytes | string, 64  | flag    | 2 bytes |
 *  +---------+-------------+---------+---------+
 * </pre>
 *
 * @param session the session's number; {@link #name()} is how people read it
 * @param board the board's name
 * @param shared whether others may use the board at the same time
 * @param flows how many local applications' sockets may be in use at once, both services together
 */
public record Opened(int session, String board, boolean shared, int flows)
    implements ControlMessage {

  @Override
  public MessageType type() {
    return MessageType.OPENED;
  }

  /** The session as people read it: eight hexadecimal digits. */
  public String name() {
    return String.format("%08x", session);
  }

  @Override
  public void writeBody(ByteBuf out) {
    out.writeInt(session);
    Wire.writeString(out, board, Open.MAX_BOARD);
    Wire.writeFlag(out, shared);
    out.writeShort(flows);
  }

  static Opened read(ByteBuf in) {
    int session = Wire.readInt(in);
    String board = Wire.readString(in, Open.MAX_BOARD);
    boolean shared = Wire.readFlag(in);
    int flows = Wire.readShort(in);
    if (flows == 0) {
      throw new ProtocolViolation("session without flows");
    }
    return new Opened(session, board, shared, flows);
  }
}
