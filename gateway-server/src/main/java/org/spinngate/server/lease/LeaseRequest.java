package org.spinngate.server.lease;

import java.util.Optional;
import org.spinngate.protocol.Resume;
import org.spinngate.server.board.Board;

/**
 * The wish for a board.
 *
 * @param board what is wished for
 * @param account whose it will be; all requests of one account share a place in the queue
 * @param mayWait whether it joins the queue if others have the board
 * @param former the session of an earlier process that its client is back for, if it is
 * @param listener hears of it
 */
public record LeaseRequest(
    Board board, String account, boolean mayWait, Optional<Resume> former, LeaseListener listener) {
  /** The same, but does not join the queue. */
  public LeaseRequest now() {
    return new LeaseRequest(board, account, false, former, listener);
  }
}
