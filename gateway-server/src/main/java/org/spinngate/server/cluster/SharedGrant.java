package org.spinngate.server.cluster;

import java.util.Optional;
import java.util.function.Consumer;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.lease.Grant;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.lease.SessionIdentity;

/**
 * One client's hold on a board that this gateway serves, until it is released, or until another
 * gateway serves the board.
 *
 * <p>Thread-safe.
 */
final class SharedGrant implements Grant {
  private final Grant inner;
  private final Optional<QuotaPlace> place;
  private final Events events;
  private final Grant.Loss loss = new Grant.Loss();
  private volatile boolean begun;

  /** What becomes of a grant. */
  interface Events {
    /** Its session begins, on a new place of its account's quota. */
    void begins(SharedGrant grant, QuotaPlace place);

    /** It is released, with all that belongs to it. */
    void over(SharedGrant grant);
  }

  /**
   * @param inner in the book of this process
   * @param place in the quota; empty for a session that has one since before
   */
  SharedGrant(Grant inner, Optional<QuotaPlace> place, Events events) {
    this.inner = inner;
    this.place = place;
    this.events = events;
  }

  @Override
  public SessionIdentity session() {
    return inner.session();
  }

  @Override
  public int generation() {
    return inner.generation();
  }

  @Override
  public void begun(Runnable noted) {
    begun = true;
    place.ifPresent(taken -> events.begins(this, taken));
    inner.begun(noted);
  }

  /** Also if the same client is back by a newer connection. */
  @Override
  public void onLost(Consumer<Refusal> listener) {
    loss.listen(listener);
    inner.onLost(loss::tell);
  }

  /** The board is another gateway's. */
  void lose(Refusal refusal) {
    loss.tell(refusal);
  }

  /** The place of a session that was written down is given back with what is written of it. */
  @Override
  public void release(CloseCause cause) {
    try {
      inner.release(cause);
    } finally {
      if (!begun) {
        place.ifPresent(QuotaPlace::leave);
      }
      events.over(this);
    }
  }
}
