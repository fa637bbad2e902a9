package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;

/**
 * The wish for a board.
 *
 * <pre>
 *  +-------------+------------------------------------+
 *  | board       | wait                               |
 *  | string, 64  | 4 bytes, s; 0 none, 0xFFFFFFFF any |
 *  +-------------+------------------------------------+
 * </pre>
 *
 * @param board the board's name
 * @param waitSeconds for how long to wait for a board that is in use: 0 not at all, {@link
 *     #FOR_EVER} until it is free
 * @param extras the tail
 */
public record Open(String board, long waitSeconds, Extras extras) implements GrowingMessage {
  /** Most bytes of a board's name. */
  public static final int MAX_BOARD = 64;

  /** The wait of a client with all the time in the world. */
  public static final long FOR_EVER = 0xFFFFFFFFL;

  /** A wish without a tail. */
  public Open(String board, long waitSeconds) {
    this(board, waitSeconds, Extras.NONE);
  }

  @Override
  public MessageType type() {
    return MessageType.OPEN;
  }

  @Override
  public Open with(Extras other) {
    return new Open(board, waitSeconds, other);
  }

  @Override
  public void writeFields(ByteBuf out) {
    Wire.writeString(out, board, MAX_BOARD);
    out.writeInt((int) Math.min(waitSeconds, FOR_EVER));
  }

  static Open read(ByteBuf in) {
    return readFields(in).with(Extras.read(in));
  }

  static Open readFields(ByteBuf in) {
    return new Open(Wire.readString(in, MAX_BOARD), Integer.toUnsignedLong(Wire.readInt(in)));
  }
}
