package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;

/**
 * The wish to have a board power-cycled which the user has alone, or which nobody has. Only for
 * servers whose {@link Welcome} says that they take it.
 *
 * <pre>
 *  +-------------+
 *  | board       |
 *  | string, 64  |
 *  +-------------+
 * </pre>
 *
 * @param board the board's name
 */
public record Reset(String board) implements ControlMessage {
  /**
   * Adds to a tail that resets are possible: by this server, in {@link Welcome}, or of this board,
   * in {@link Opened}.
   */
  public static Extras offeredIn(Extras extras) {
    return extras.plus(ExtraType.RESET.number());
  }

  /** Whether a tail says that resets are possible. */
  public static boolean isOfferedIn(Extras extras) {
    return extras.value(ExtraType.RESET.number()).filter(value -> value.length == 0).isPresent();
  }

  @Override
  public MessageType type() {
    return MessageType.RESET;
  }

  @Override
  public void writeBody(ByteBuf out) {
    Wire.writeString(out, board, Open.MAX_BOARD);
  }

  static Reset read(ByteBuf in) {
    return new Reset(Wire.readString(in, Open.MAX_BOARD));
  }
}
