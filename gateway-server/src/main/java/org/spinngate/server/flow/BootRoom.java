package org.spinngate.server.flow;

/**
 * The room for the boot packets of one session that wait for their turn, in all its flows together:
 * so many packets, and so many bytes as its user has left.
 *
 * <p>Confined to the event loop of its session.
 */
final class BootRoom {
  private final int most;
  private final ByteBudget.Share budget;
  private int waiting;

  /**
   * @param most packets
   * @param budget of the session's user
   */
  BootRoom(int most, ByteBudget.Share budget) {
    this.most = most;
    this.budget = budget;
  }

  /** Takes the place of a packet of so many bytes, if there is any. */
  boolean take(int bytes) {
    boolean free = waiting < most && budget.take(bytes);
    waiting += free ? 1 : 0;
    return free;
  }

  /** Gives it back. */
  void giveBack(int bytes) {
    waiting--;
    budget.giveBack(bytes);
  }
}
