package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;

/**
 * A line for the person in front of the client, such as a warning that the session will end.
 *
 * <pre>
 *  +-------------+
 *  | text        |
 *  | string, 512 |
 *  +-------------+
 * </pre>
 *
 * @param text what to show
 */
public record Notice(String text) implements ControlMessage {
  /** Most bytes of any text for people. */
  static final int MAX_TEXT = 512;

  @Override
  public MessageType type() {
    return MessageType.NOTICE;
  }

  @Override
  public void writeBody(ByteBuf out) {
    Wire.writeString(out, Wire.shortened(text, MAX_TEXT), MAX_TEXT);
  }

  static Notice read(ByteBuf in) {
    return new Notice(Wire.readString(in, MAX_TEXT));
  }
}
