package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;

/** The question which boards this user may use. Its body is empty; {@link Boards} answers it. */
public record ListBoards() implements ControlMessage {
  @Override
  public MessageType type() {
    return MessageType.LIST_BOARDS;
  }

  @Override
  public void writeBody(ByteBuf out) {}

  static ListBoards read(ByteBuf in) {
    return new ListBoards();
  }
}
