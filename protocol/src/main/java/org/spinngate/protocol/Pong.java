package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;

/**
 * The answer to a {@link Ping}, with the same stamp.
 *
 * <pre>
 *  +-----------+
 *  | stamp     |
 *  | 8 bytes   |
 *  +-----------+
 * </pre>
 *
 * @param stamp what the asking side wants back, such as its clock in nanoseconds
 */
public record Pong(long stamp) implements ControlMessage {
  @Override
  public MessageType type() {
    return MessageType.PONG;
  }

  @Override
  public void writeBody(ByteBuf out) {
    out.writeLong(stamp);
  }

  static Pong read(ByteBuf in) {
    return new Pong(Wire.readLong(in));
  }
}
