package org.spinngate.server.session;

import java.util.concurrent.Future;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.lease.Grant;
import org.spinngate.server.lease.Ticket;

/**
 * How far a wish for a board has come.
 *
 * <pre>
 *  Asking ─┬─▶ Queued ─┐
 *          │           ▼
 *          ├─────▶ Preparing ─▶ Open
 *          │           │
 *          └───────────┴──────▶ Over
 * </pre>
 */
sealed interface ClaimState {
  /**
   * Gives back what the wish has at this point.
   *
   * @param cause why it was refused
   */
  default void giveBack(CloseCause cause) {}

  /** The book of leases has not answered yet. */
  record Asking() implements ClaimState {}

  /**
   * Others have the board.
   *
   * @param patience ends the wait
   */
  record Queued(Ticket ticket, Future<?> patience) implements ClaimState {
    @Override
    public void giveBack(CloseCause cause) {
      patience.cancel(false);
      ticket.cancel();
    }
  }

  /** The board is granted, and is being made ready. */
  record Preparing(Grant grant) implements ClaimState {
    @Override
    public void giveBack(CloseCause cause) {
      grant.release(cause);
    }
  }

  /** The session has the grant, and gives it back. */
  record Open(Session session) implements ClaimState {}

  /**
   * Nothing is wished for any more.
   *
   * @param cause why nothing has come of it
   */
  record Over(CloseCause cause) implements ClaimState {}
}
