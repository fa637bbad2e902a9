package org.spinngate.protocol.tag;

/**
 * A flow to which a board sends by IP tags.
 *
 * <p>It ends on the event loop of its session with the lock of the board's ledger, and may be asked
 * with either.
 */
final class TagOwner {
  private final TagHolder holder;
  private boolean left;

  /**
   * @param holder whose flow it is
   */
  TagOwner(TagHolder holder) {
    this.holder = holder;
  }

  /** Whose flow it is; may be asked on any thread. */
  TagHolder holder() {
    return holder;
  }

  /** The flow ends: what is set for it has to be cleared by others. */
  void leave() {
    left = true;
  }

  /** Whether it has ended. */
  boolean hasLeft() {
    return left;
  }
}
