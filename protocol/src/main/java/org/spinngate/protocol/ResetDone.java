package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;

/**
 * A board was power-cycled, as {@link Reset} wished.
 *
 * <pre>
 *  +-------------+
 *  | text        |
 *  | string, 512 |
 *  +-------------+
 * </pre>
 *
 * @param text the same for people
 */
public record ResetDone(String text) implements ControlMessage {
  @Override
  public MessageType type() {
    return MessageType.RESET_DONE;
  }

  @Override
  public void writeBody(ByteBuf out) {
    Wire.writeString(out, Wire.shortened(text, Notice.MAX_TEXT), Notice.MAX_TEXT);
  }

  static ResetDone read(ByteBuf in) {
    return new ResetDone(Wire.readString(in, Notice.MAX_TEXT));
  }
}
