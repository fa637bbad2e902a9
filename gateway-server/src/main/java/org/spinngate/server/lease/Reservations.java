package org.spinngate.server.lease;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;

/**
 * The boards that are kept, for a short while, for the clients that had them by a process before
 * this one.
 *
 * <p>Thread-safe.
 */
final class Reservations {
  private static final Logger LOG = LoggerFactory.getLogger(Reservations.class);

  private final Map<SessionId, Reservation> open = new ConcurrentHashMap<>();
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
    List<SessionId> kept =
        sessions.stream().filter(session -> isKept(session, boards)).map(JournalEntry::id).toList();
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

  private boolean isKept(JournalEntry session, BoardDirectory boards) {
    Optional<Reservation> reservation =
        boards
            .find(session.board())
            .map(found -> new Reservation(session, found))
            .filter(wanted -> leases.apply(wanted.board()).take(wanted));
    reservation.ifPresentOrElse(
        kept -> open.put(session.id(), kept), () -> lapsed.accept(session.id()));
    return reservation.isPresent();
  }

  private void lapse(List<SessionId> kept) {
    // Each by itself, so that what one of them throws keeps no other board away.
    kept.forEach(id -> new LaterTask(() -> lapse(id)).run());
  }

  /** Keeps nothing any longer for a user. */
  void release(String user) {
    recheck((owner, board) -> !owner.equals(user));
  }

  /** Keeps nothing any longer for users who may not have it now. */
  void recheck(BiPredicate<String, Board> permitted) {
    open.forEach(
        (id, kept) -> {
          if (!permitted.test(kept.account(), kept.board())) {
            lapse(id);
          }
        });
  }

  private void lapse(SessionId id) {
    var unused = give(id);
  }

  /** Keeps nothing any longer for a session, which is over; tells what was kept. */
  Optional<KeptSession> give(SessionId id) {
    Optional<Reservation> left = release(id);
    left.ifPresent(kept -> lapsed.accept(id));
    return left.map(kept -> new KeptSession(kept.account(), kept.board()));
  }

  /** Keeps nothing any longer; for the journal the sessions are still to come back. */
  void letGo() {
    Set.copyOf(open.keySet()).forEach(this::release);
  }

  /** What was still there. */
  private Optional<Reservation> release(SessionId id) {
    Optional<Reservation> left = Optional.ofNullable(open.remove(id));
    left.ifPresent(kept -> leases.apply(kept.board()).release(kept));
    return left;
  }

  /** Whether a session of this name may still come back. */
  boolean has(SessionId id) {
    return open.containsKey(id);
  }

  private Optional<Reservation> find(Resume wish, LeaseRequest request) {
    return Optional.ofNullable(open.get(new SessionId(wish.session())))
        .filter(kept -> kept.isFor(request.account(), request.board().name(), wish.token()));
  }

  /** Whether the board that is wanted is kept for who comes back. */
  boolean keepsFor(Resume wish, LeaseRequest request) {
    return find(wish, request)
        .filter(kept -> kept.board().isSamePlaceAs(request.board()))
        .isPresent();
  }

  /**
   * What is kept for one who comes back, once. If the name stands for another board by now, there
   * is nothing to come back to, and the one that was kept is let go.
   */
  Optional<RestartResume> claim(Resume wish, LeaseRequest request) {
    SessionId id = new SessionId(wish.session());
    Board board = request.board();
    Optional<Reservation> found = find(wish, request);
    if (found.filter(kept -> !kept.board().isSamePlaceAs(board)).isPresent()) {
      lapse(id);
      return Optional.empty();
    }
    return found
        .filter(kept -> open.remove(id, kept))
        .map(kept -> new RestartResume(kept, wish.token(), wish.generation()));
  }
}
