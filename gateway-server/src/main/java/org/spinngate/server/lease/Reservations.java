package org.spinngate.server.lease;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.ResumeToken;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;

/**
 * The boards that are kept, for a short while after the start, for the clients that had them before
 * the process was restarted.
 *
 * <p>Thread-safe.
 */
public final class Reservations {
  private static final Logger LOG = LoggerFactory.getLogger(Reservations.class);

  private final Map<SessionId, Reservation> open = new ConcurrentHashMap<>();
  private final Consumer<SessionId> lapsed;

  /**
   * @param lapsed told of each session that nobody came back for
   */
  public Reservations(Consumer<SessionId> lapsed) {
    this.lapsed = lapsed;
  }

  /** Keeps every board that a session had, and lets go of those that are left after the window. */
  public void keep(
      Collection<JournalEntry> sessions,
      BoardDirectory boards,
      Duration window,
      EventExecutor executor) {
    sessions.forEach(session -> keep(session, boards));
    if (!open.isEmpty()) {
      LOG.info(
          "sessions that were open when this server ended: {}; their boards are kept for {} s",
          open.size(),
          window.toSeconds());
      var unused =
          new LaterTask(this::lapseAll).in(executor, window.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void keep(JournalEntry session, BoardDirectory boards) {
    Optional<Reservation> reservation =
        boards
            .find(session.board())
            .map(found -> new Reservation(session, found))
            .filter(wanted -> wanted.board().lease().take(wanted));
    reservation.ifPresentOrElse(
        kept -> open.put(session.id(), kept), () -> lapsed.accept(session.id()));
  }

  private void lapseAll() {
    // Each by itself, so that what one of them throws keeps no other board away.
    Set.copyOf(open.keySet()).forEach(id -> new LaterTask(() -> lapse(id)).run());
  }

  /** Keeps nothing any longer for a user. */
  public void release(String user) {
    recheck((owner, board) -> !owner.equals(user));
  }

  /** Keeps nothing any longer for users who may not have it now. */
  public void recheck(BiPredicate<String, Board> permitted) {
    open.forEach(
        (id, kept) -> {
          if (!permitted.test(kept.account(), kept.board())) {
            lapse(id);
          }
        });
  }

  private void lapse(SessionId id) {
    if (release(id)) {
      lapsed.accept(id);
    }
  }

  /** Keeps nothing any longer; for the journal the sessions are still to come back. */
  public void letGo() {
    Set.copyOf(open.keySet()).forEach(this::release);
  }

  /** Whether it was still there. */
  private boolean release(SessionId id) {
    Reservation left = open.remove(id);
    if (left != null) {
      left.board().lease().release(left);
    }
    return left != null;
  }

  /** Whether a session of this name may still come back. */
  public boolean has(SessionId id) {
    return open.containsKey(id);
  }

  /**
   * The reservation of one who comes back, once. If the name stands for another board by now, there
   * is nothing to come back to, and the one that was kept is let go.
   */
  public Optional<Reservation> claim(SessionId id, String user, Board board, ResumeToken token) {
    Optional<Reservation> found =
        Optional.ofNullable(open.get(id)).filter(kept -> kept.isFor(user, board.name(), token));
    if (found.filter(kept -> !kept.board().isSamePlaceAs(board)).isPresent()) {
      lapse(id);
      return Optional.empty();
    }
    return found.filter(kept -> open.remove(id, kept));
  }
}
