package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;

/**
 * So many boot datagrams of a flow have left for the board, or were dropped for good. What is above
 * it the client keeps, and sends again if the server should lose it.
 *
 * <pre>
 *  +---------+---------+
 *  | flow    | count   |
 *  | 2 bytes | 4 bytes |
 *  +---------+---------+
 * </pre>
 *
 * @param flow the boot flow
 * @param count since the client began the flow in this session, modulo 2^32
 */
public record BootTaken(int flow, int count) implements ControlMessage {
  @Override
  public MessageType type() {
    return MessageType.BOOT_TAKEN;
  }

  @Override
  public void writeBody(ByteBuf out) {
    out.writeShort(flow);
    out.writeInt(count);
  }

  static BootTaken read(ByteBuf in) {
    return new BootTaken(Wire.readShort(in), Wire.readInt(in));
  }
}
