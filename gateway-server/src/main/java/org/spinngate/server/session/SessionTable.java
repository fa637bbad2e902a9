package org.spinngate.server.session;

import io.netty.util.concurrent.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.spinngate.server.lease.SessionId;

/**
 * Which sessions there are.
 *
 * <p>Thread-safe.
 */
public final class SessionTable {
  private final Map<SessionId, Session> sessions = new ConcurrentHashMap<>();
  private final SessionLines lines;
  private volatile Watcher watcher = new Unwatched();

  /** Hears what has changed. Called on the event loops of sessions; must not wait. */
  public interface Watcher {
    /** A session of an account has begun or ended. */
    void changedBy(String account);

    /** The client of a session has gone or is back. */
    void flapped(SessionId session);
  }

  /** Nobody looks. */
  private static final class Unwatched implements Watcher {
    @Override
    public void changedBy(String account) {}

    @Override
    public void flapped(SessionId session) {}
  }

  /**
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public SessionTable(LongSupplier nanoTime) {
    this.lines = new SessionLines(nanoTime);
  }

  /** From now on this one hears of changes, and nobody else. */
  public void watch(Watcher next) {
    watcher = next;
  }

  /** What the log holds back of all sessions. */
  SessionLines lines() {
    return lines;
  }

  /** Tells of what was held back for long, and what nothing has followed that would tell. */
  public void tellOverdue() {
    lines.tellOverdue();
  }

  Optional<Session> find(SessionId id) {
    return Optional.ofNullable(sessions.get(id));
  }

  void add(Session session) {
    sessions.put(session.id(), session);
    watcher.changedBy(session.client().account());
  }

  void remove(Session session) {
    sessions.remove(session.id(), session);
    watcher.changedBy(session.client().account());
  }

  void flapped(Session session) {
    watcher.flapped(session.id());
  }

  /** How many sessions there are. */
  public int size() {
    return sessions.size();
  }

  /** All sessions that there are now. */
  List<Session> sessions() {
    return List.copyOf(sessions.values());
  }

  /** The rows of all sessions, at most a second old, the oldest first. */
  public List<SessionRow> rows() {
    return sessions.values().stream()
        .map(Session::row)
        .sorted(Comparator.comparing(SessionRow::since).thenComparing(row -> row.who().session()))
        .toList();
  }

  /** The rows with every counter as it is now; not for event loops, because it waits. */
  public List<SessionRow> freshRows() {
    sessions().stream().map(Session::refreshed).toList().forEach(Future::awaitUninterruptibly);
    return rows();
  }

  /** Tells everybody who has a session something. Any thread. */
  public void announce(String text) {
    sessions().forEach(session -> session.tell(text));
  }
}
