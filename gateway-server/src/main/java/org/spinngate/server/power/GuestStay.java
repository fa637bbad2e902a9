package org.spinngate.server.power;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.lease.BoardHooks;
import org.spinngate.server.lease.KeptSession;
import org.spinngate.server.lease.Refusal;

/** One guest of a board that is looked after. Thread-safe. */
final class GuestStay implements BoardHooks.Stay {
  private final BoardHooks.Guest guest;
  private final BiConsumer<GuestStay, CloseCause> left;
  private final CompletableFuture<Optional<Refusal>> ready = new CompletableFuture<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile boolean begun;

  /**
   * @param left told once, on any thread, that the guest has gone
   */
  GuestStay(BoardHooks.Guest guest, BiConsumer<GuestStay, CloseCause> left) {
    this.guest = guest;
    this.left = left;
  }

  BoardHooks.Guest guest() {
    return guest;
  }

  /** What is done meanwhile. */
  void tell(String news) {
    guest.news().accept(news);
  }

  /** The board is the guest's. */
  void welcome() {
    ready.complete(Optional.empty());
  }

  /**
   * The board is the guest's once that is noted, and never if that takes too long.
   *
   * @param noted fails with a {@link TimeoutException} then
   * @param otherwise why the guest does not get the board if it fails otherwise
   */
  void welcome(CompletionStage<Void> noted, Refusal otherwise) {
    var unused =
        noted.whenComplete(
            (done, fault) -> {
              if (fault == null) {
                welcome();
              } else if (fault instanceof TimeoutException) {
                refuse(Refusal.of(CloseCause.NO_QUORUM));
                end(CloseCause.NO_QUORUM);
              } else {
                refuse(otherwise);
              }
            });
  }

  /** The guest does not get the board. */
  void refuse(Refusal refusal) {
    ready.complete(Optional.of(refusal));
  }

  @Override
  public CompletionStage<Optional<Refusal>> ready() {
    return ready;
  }

  @Override
  public void begun() {
    begun = true;
  }

  /** Whether the guest has a session that may go on elsewhere: begun here, or before. */
  boolean hasSession() {
    return begun || guest.returns();
  }

  /**
   * Whether a session that was to go on here, and has not begun again, is kept on in spite of this:
   * by {@code Reservations}, or by a newer connection. If nobody comes back for it, it lapses.
   */
  boolean mayReturn(CloseCause cause) {
    boolean isKeptOn = cause == CloseCause.SUPERSEDED || KeptSession.mayComeAgain(cause);
    return guest.returns() && !begun && isKeptOn;
  }

  @Override
  public void end(CloseCause cause) {
    if (over.compareAndSet(false, true)) {
      left.accept(this, cause);
    }
  }
}
