package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;

/**
 * Another gateway of this facility has the board. Directly after it comes {@link Refused} with the
 * cause {@link CloseCause#ELSEWHERE}, which is all that a client of an earlier version reads.
 *
 * <pre>
 *  +-------------+
 *  | address     |
 *  | string, 260 |
 *  +-------------+
 * </pre>
 *
 * @param address where that gateway takes clients, as {@code host:port}. It says where to connect,
 *     and never whom to trust: the identity of the gateway there is checked as that of this one was
 */
public record Elsewhere(String address) implements ControlMessage {
  /** Most bytes of an address: the longest name, a colon and a port. */
  public static final int MAX_ADDRESS = 260;

  @Override
  public MessageType type() {
    return MessageType.ELSEWHERE;
  }

  @Override
  public void writeBody(ByteBuf out) {
    Wire.writeString(out, address, MAX_ADDRESS);
  }

  static Elsewhere read(ByteBuf in) {
    return new Elsewhere(Wire.readString(in, MAX_ADDRESS));
  }
}
