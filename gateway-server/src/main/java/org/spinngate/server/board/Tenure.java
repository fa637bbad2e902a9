package org.spinngate.server.board;

import java.util.function.BooleanSupplier;

/**
 * Whether this gateway may speak to boards at this moment. One that stands alone always may; one of
 * several only as long as the others cannot have taken its boards.
 *
 * <p>Asked before each datagram: thread-safe, and a read of memory only.
 */
@FunctionalInterface
public interface Tenure {
  /** That of a gateway that stands alone. */
  Tenure ALWAYS = () -> true;

  /** Whether a datagram that leaves now may reach a board. */
  boolean holds();

  /**
   * Whether this gateway serves a board. What it does to boards on its own account is done only to
   * these, since any other may have a user at another gateway.
   */
  default boolean serves(Board board) {
    return true;
  }

  /**
   * Whether this gateway serves a board from now on without a break. What has begun, and waits,
   * asks this before it is done: if the board was another gateway's meanwhile, it may have a user
   * who came there, though it is served here again.
   *
   * @return asked again and again, on any thread; false for ever once it was
   */
  default BooleanSupplier term(Board board) {
    return () -> serves(board);
  }

  /**
   * Whether this gateway gives its boards to others, now and until it ends. What is due to a board
   * is left to its next home, since a session may go on there that finds the board as it left it.
   * True before anything that is kept here for such a session is let go.
   */
  default boolean retreats() {
    return false;
  }

  /** Whether it is this gateway that asks a board how it is, while nobody uses it. */
  default boolean watches(Board board) {
    return true;
  }
}
