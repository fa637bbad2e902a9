package org.spinngate.server.lease;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Holder;

/**
 * One request in the book of this process, from the queue until the board is given back.
 *
 * <p>Thread-safe.
 */
final class LocalHold implements Claimant, Ticket, Grant {
  private final LocalLeases book;
  private final Lease lease;
  private final LeaseRequest request;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile @Nullable SessionIdentity session;
  private volatile int generation;
  private volatile boolean formerly;
  private volatile boolean away;
  private volatile boolean noted;

  /**
   * @param comesBack to a board that is kept for it
   */
  LocalHold(LocalLeases book, Lease lease, LeaseRequest request, boolean comesBack) {
    this.book = book;
    this.lease = lease;
    this.request = request;
    this.away = comesBack;
  }

  LeaseRequest request() {
    return request;
  }

  /** It has the board, for a new session. */
  LocalHold begin() {
    away = false;
    return begin(book.newSession());
  }

  /** It has the board, for the session of an earlier process. */
  LocalHold begin(RestartResume former) {
    generation = former.generation();
    formerly = true;
    return begin(book.takeUp(former));
  }

  private LocalHold begin(SessionIdentity fresh) {
    session = fresh;
    if (over.get()) {
      // Given back at the same moment, which may not have seen the name.
      book.forget(fresh);
    }
    return this;
  }

  @Override
  public String account() {
    return request.account();
  }

  @Override
  public Holder describe() {
    return request.listener().describe();
  }

  /** The board is made ready for it first; until then nobody but the book knows that it is back. */
  @Override
  public boolean isAway() {
    return away;
  }

  @Override
  public void granted() {
    request.listener().granted(begin());
  }

  @Override
  public void moved() {
    request.listener().moved();
  }

  @Override
  public void questioned() {
    request.listener().questioned();
  }

  @Override
  public int place() {
    return lease.place(this);
  }

  @Override
  public SessionIdentity session() {
    return Objects.requireNonNull(session, "has the board");
  }

  @Override
  public int generation() {
    return generation;
  }

  @Override
  public void begun(Runnable whenNoted) {
    noted = true;
    book.begun(session(), request, whenNoted);
    if (away) {
      away = false;
      lease.returned();
    }
  }

  /** A board of this process alone is lost to nobody. */
  @Override
  public void onLost(Consumer<Refusal> listener) {}

  @Override
  public void cancel() {
    release(CloseCause.RELEASED);
  }

  @Override
  public void release(CloseCause cause) {
    if (over.compareAndSet(false, true)) {
      try {
        end(cause);
      } finally {
        lease.release(this);
        book.leave(request.account());
      }
    }
  }

  private void end(CloseCause cause) {
    SessionIdentity known = session;
    if (known != null) {
      book.forget(known);
    }
    if (known != null && (noted || formerly)) {
      book.ended(known, cause);
    }
  }
}
