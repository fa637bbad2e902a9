package org.spinngate.server.lease;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;

/**
 * The boards that are kept, for a short while, for the clients that had them by a process before
 * this one, or at another gateway. Each is kept until the session of one who is back has begun: if
 * nothing comes of that, it is kept again.
 *
 * <p>Thread-safe. A lease is asked under the lock, and knows nothing of reservations.
 */
final class Reservations {
  private static final Logger LOG = LoggerFactory.getLogger(Reservations.class);

  private final Map<SessionId, Kept> all = new HashMap<>();
  private final Function<Board, Lease> leases;
  private final Consumer<SessionId> lapsed;

  /**
   * @param leases the lease of a board
   * @param lapsed told of each session that nobody came back for
   */
  Reservations(Function<Board, Lease> leases, Consumer<SessionId> lapsed) {
    this.leases = leases;
    this.lapsed = lapsed;
  }

  /** Keeps every board that a session had, and lets go of those that are left after the window. */
  void keep(
      Collection<JournalEntry> sessions,
      BoardDirectory boards,
      Duration window,
      EventExecutor executor) {
    List<Reservation> kept =
        sessions.stream().flatMap(session -> kept(session, boards).stream()).toList();
    if (!kept.isEmpty()) {
      LOG.info(
          "sessions that were open when the server before this one ended: {};"
              + " their boards are kept for {} s",
          kept.size(),
          window.toSeconds());
      var unused =
          new LaterTask(() -> lapse(kept)).in(executor, window.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private Optional<Reservation> kept(JournalEntry session, BoardDirectory boards) {
    Optional<Reservation> reservation =
        boards
            .find(session.board())
            .map(found -> new Reservation(session, found))
            .filter(this::enter);
    if (reservation.isEmpty()) {
      lapsed.accept(session.id());
    }
    return reservation;
  }

  private synchronized boolean enter(Reservation wanted) {
    boolean free = leases.apply(wanted.board()).take(wanted);
    if (free) {
      all.put(wanted.id(), Kept.of(wanted));
    }
    return free;
  }

  private void lapse(List<Reservation> kept) {
    // Each by itself, so that what one of them throws keeps no other board away.
    kept.forEach(one -> new LaterTask(() -> lapse(one)).run());
  }

  private void lapse(Reservation old) {
    var unused = give(old.id(), old::equals);
  }

  /** Keeps nothing any longer for a user. */
  void release(String user) {
    recheck((owner, board) -> !owner.equals(user));
  }

  /** Keeps nothing any longer for users who may not have it now. */
  void recheck(BiPredicate<String, Board> permitted) {
    reservations().stream()
        .filter(kept -> !permitted.test(kept.account(), kept.board()))
        .forEach(this::lapse);
  }

  private synchronized List<Reservation> reservations() {
    return all.values().stream().map(Kept::reservation).toList();
  }

  /** Keeps nothing any longer for a session, which is over; tells what was kept. */
  Optional<KeptSession> give(SessionId id) {
    return give(id, any -> true);
  }

  private Optional<KeptSession> give(SessionId id, Predicate<Reservation> which) {
    Optional<Kept> found;
    synchronized (this) {
      found = Optional.ofNullable(all.get(id)).filter(one -> which.test(one.reservation()));
      found.ifPresent(this::end);
    }
    found.filter(Kept::isAway).ifPresent(one -> freed(one.reservation()));
    return found.map(
        one -> new KeptSession(one.reservation().account(), one.reservation().board()));
  }

  /** Of one who is back it is known what becomes of the session when that has begun, or not. */
  private void end(Kept one) {
    SessionId id = one.reservation().id();
    if (one.isAway()) {
      all.remove(id);
    } else {
      all.put(id, one.ended());
    }
  }

  private void freed(Reservation old) {
    leases.apply(old.board()).release(old);
    lapsed.accept(old.id());
  }

  /** Keeps nothing any longer; for the journal the sessions are still to come back. */
  void letGo() {
    List<Kept> old;
    synchronized (this) {
      old = List.copyOf(all.values());
      all.clear();
    }
    old.stream()
        .filter(Kept::isAway)
        .map(Kept::reservation)
        .forEach(one -> leases.apply(one.board()).release(one));
  }

  /** Whether a session of this name may still come back. */
  synchronized boolean has(SessionId id) {
    return all.containsKey(id);
  }

  private Optional<Kept> find(Resume wish, LeaseRequest request) {
    return Optional.ofNullable(all.get(new SessionId(wish.session())))
        .filter(kept -> kept.isFor(wish, request));
  }

  /** Whether the board that is wanted is kept for who comes back. */
  synchronized boolean keepsFor(Resume wish, LeaseRequest request) {
    return find(wish, request)
        .filter(kept -> kept.reservation().board().isSamePlaceAs(request.board()))
        .isPresent();
  }

  /**
   * Gives what is kept to one who comes back, also if that one is back already by an older
   * connection, which is told so. If the name stands for another board by now, there is nothing to
   * come back to, and the one that was kept is let go.
   */
  Optional<RestartResume> claim(Resume wish, LeaseRequest request, Claimant hold) {
    Optional<Kept> found;
    boolean isHad;
    synchronized (this) {
      found = find(wish, request);
      isHad = found.filter(kept -> isTaken(kept, wish, request, hold)).isPresent();
    }
    if (isHad) {
      found.flatMap(Kept::taker).ifPresent(Claimant::superseded);
      return found.map(
          kept -> new RestartResume(kept.reservation(), wish.token(), wish.generation()));
    }
    found.map(Kept::reservation).ifPresent(this::lapse);
    return Optional.empty();
  }

  private boolean isTaken(Kept kept, Resume wish, LeaseRequest request, Claimant hold) {
    Reservation reservation = kept.reservation();
    Claimant from = kept.taker().orElse(reservation);
    boolean isTaken =
        reservation.board().isSamePlaceAs(request.board())
            && leases.apply(reservation.board()).handOver(from, hold);
    if (isTaken) {
      all.put(reservation.id(), kept.takenBy(hold, wish.generation()));
    }
    return isTaken;
  }

  /** Whether one who comes back has a newer connection, which has what was kept. */
  synchronized boolean isSuperseded(Resume wish, LeaseRequest request) {
    return Optional.ofNullable(all.get(new SessionId(wish.session())))
        .filter(kept -> kept.isOfOwner(wish, request) && !kept.isNewer(wish))
        .isPresent();
  }

  /** Nothing is kept any more: the session has begun. False if a newer connection has it. */
  synchronized boolean hasBegun(Reservation reservation, Claimant hold) {
    return takenBy(reservation, hold).map(kept -> all.remove(reservation.id())).isPresent();
  }

  private Optional<Kept> takenBy(Reservation reservation, Claimant hold) {
    return Optional.ofNullable(all.get(reservation.id()))
        .filter(kept -> kept.reservation().equals(reservation) && kept.isTakenBy(hold));
  }

  /**
   * Nothing comes of the session of one who was back. If that is for a while only, it is kept again
   * until its window is over.
   *
   * @return whether the session is over
   */
  synchronized boolean isOver(Reservation reservation, Claimant hold, CloseCause cause) {
    Optional<Kept> taken = takenBy(reservation, hold);
    if (taken.isEmpty()) {
      return false;
    }
    boolean again =
        taken.get().mayComeAgain(cause)
            && leases.apply(reservation.board()).handOver(hold, reservation);
    if (again) {
      all.put(reservation.id(), Kept.of(reservation));
    } else {
      all.remove(reservation.id());
    }
    return !again;
  }

  /**
   * A board that is kept for a session, and who is back for it, if anybody is.
   *
   * <p>Immutable.
   *
   * @param taker has the board, and its session has not begun yet
   * @param generation of the taker's connection
   * @param isOver whether nobody may come back for it once more
   */
  private record Kept(
      Reservation reservation, Optional<Claimant> taker, int generation, boolean isOver) {
    /** For one who is away. */
    static Kept of(Reservation reservation) {
      return new Kept(reservation, Optional.empty(), 0, false);
    }

    Kept takenBy(Claimant hold, int newer) {
      return new Kept(reservation, Optional.of(hold), newer, isOver);
    }

    Kept ended() {
      return new Kept(reservation, taker, generation, true);
    }

    /** Whether nobody is back for it. */
    boolean isAway() {
      return taker.isEmpty();
    }

    boolean isTakenBy(Claimant hold) {
      return taker.equals(Optional.of(hold));
    }

    /** Whether it is for the one who asks, by a newer connection than any before. */
    boolean isFor(Resume wish, LeaseRequest request) {
      return !isOver && isNewer(wish) && isOfOwner(wish, request);
    }

    boolean isNewer(Resume wish) {
      return isAway() || wish.generation() - generation > 0;
    }

    boolean isOfOwner(Resume wish, LeaseRequest request) {
      return reservation.isFor(request.account(), request.board().name(), wish.token());
    }

    /** Whether it is kept once more if nothing comes of the session at present. */
    boolean mayComeAgain(CloseCause cause) {
      return !isOver && KeptSession.mayComeAgain(cause);
    }
  }
}
