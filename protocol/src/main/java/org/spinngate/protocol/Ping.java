package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;

/**
 * The question whether the other side is still there; {@link Pong} answers it at once.
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
public record Ping(long stamp) implements ControlMessage {
  @Override
  public MessageType type() {
    return MessageType.PING;
  }

  @Override
  public void writeBody(ByteBuf out) {
    out.writeLong(stamp);
  }

  static Ping read(ByteBuf in) {
    return new Ping(Wire.readLong(in));
  }
}
