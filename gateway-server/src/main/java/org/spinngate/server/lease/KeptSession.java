package org.spinngate.server.lease;

import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.Board;

/**
 * A session whose board was kept for its client since before the start.
 *
 * @param user the account whose it was
 */
public record KeptSession(String user, Board board) {
  /**
   * Whether it is kept once more if its client was back, and nothing has come of it for this cause:
   * one that says nothing of the session, and that a next try need not meet.
   */
  public static boolean mayComeAgain(CloseCause cause) {
    return cause == CloseCause.LOST
        || cause == CloseCause.NO_QUORUM
        || cause == CloseCause.INTERNAL;
  }
}
