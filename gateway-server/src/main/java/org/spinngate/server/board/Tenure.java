package org.spinngate.server.board;

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

  /** Whether it is this gateway that asks a board how it is, while nobody uses it. */
  default boolean watches(Board board) {
    return true;
  }
}
