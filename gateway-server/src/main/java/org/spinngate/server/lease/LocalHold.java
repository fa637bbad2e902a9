package org.spinngate.server.lease;

import java.util.Objects;
import java.util.Optional;
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
  private final Grant.Loss loss = new Grant.Loss();
  private volatile @Nullable SessionIdentity session;
  private volatile int generation;
  private volatile Optional<Reservation> former = Optional.empty();
  private volatile boolean formerly;
  private volatile boolean noted;

  LocalHold(LocalLeases book, Lease lease, LeaseRequest request) {
    this.book = book;
    this.lease = lease;
    this.request = request;
  }

  LeaseRequest request() {
    return request;
  }

  /** It has the board, for a new session. */
  LocalHold begin() {
    return begin(book.newSession());
  }

  /** Until its session has begun the board is kept on. */
  @Override
  public void follows(Claimant earlier) {
    former = earlier instanceof Reservation kept ? Optional.of(kept) : ((LocalHold) earlier).former;
  }

  @Override
  public void superseded() {
    loss.tell(Refusal.of(CloseCause.SUPERSEDED));
  }

  /** It has the board, for the session of an earlier process. */
  LocalHold begin(RestartResume back) {
    generation = back.generation();
    formerly = true;
    return begin(book.takeUp(back));
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
    return former.isPresent();
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
    former.filter(kept -> book.hasBegun(kept, this)).ifPresent(kept -> returned());
  }

  private void returned() {
    former = Optional.empty();
    lease.returned();
  }

  /** A board of a gateway that stands alone is lost only to the same client. */
  @Override
  public void onLost(Consumer<Refusal> listener) {
    loss.listen(listener);
  }

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
    if (known == null) {
      return;
    }
    boolean goesOn = former.filter(kept -> !book.isOver(kept, this, cause)).isPresent();
    if (!goesOn) {
      book.forget(known);
    }
    if (!goesOn && (noted || formerly)) {
      book.ended(known, cause);
    }
  }
}
