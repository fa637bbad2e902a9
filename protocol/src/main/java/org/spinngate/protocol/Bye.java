package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;

/**
 * The last message of either side; the connection is closed after it.
 *
 * <pre>
 *  +---------+-------------+
 *  | cause   | text        |
 *  | 1 byte  | string, 512 |
 *  +---------+-------------+
 * </pre>
 *
 * @param cause why, as a code of {@link CloseCause}
 * @param text why, in words for a person; may be empty
 */
public record Bye(CloseCause cause, String text) implements ControlMessage {
  @Override
  public MessageType type() {
    return MessageType.BYE;
  }

  @Override
  public void writeBody(ByteBuf out) {
    out.writeByte(cause.code());
    Wire.writeString(out, Wire.shortened(text, Notice.MAX_TEXT), Notice.MAX_TEXT);
  }

  static Bye read(ByteBuf in) {
    return new Bye(CloseCause.ofCode(Wire.readByte(in)), Wire.readString(in, Notice.MAX_TEXT));
  }
}
