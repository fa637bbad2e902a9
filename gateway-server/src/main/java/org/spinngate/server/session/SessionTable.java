package org.spinngate.server.session;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.protocol.repeat.RepeatedTask;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.log.RepeatsByKey;

/**
 * Which sessions there are, and the table of them in the log: on every change, gathered for a
 * second or, with more than fifty sessions, longer; and at the interval when a datagram has moved.
 * Of an account whose sessions come and go all the time, changes show within a minute.
 *
 * <p>Thread-safe; the log is written by one executor.
 */
public final class SessionTable {
  private static final Logger LOG = LoggerFactory.getLogger("org.spinngate.table");
  private static final long GATHER_MILLIS = 1000;

  /** Longer tables are shown less often, so that many sessions coming and going fill no disk. */
  private static final long GATHER_MILLIS_PER_ROW = 20;

  /** So soon it takes effect if the operator wants tables at another interval. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** So often it is looked for lines that were held back and that nothing has followed. */
  private static final Duration SWEEP = Duration.ofSeconds(15);

  /** A session whose client comes and goes makes so many tables in ten minutes. */
  private static final int FLAPS = 2;

  private static final Duration FLAPPING = Duration.ofMinutes(10);

  /** So many sessions of one account that begin or end in ten minutes show at once. */
  static final int PROMPT = 20;

  private static final Duration PROMPT_SPAN = Duration.ofMinutes(10);

  /** The others show with the next table, and no later than this. */
  static final Duration LATEST = Duration.ofMinutes(1);

  private final Map<SessionId, Session> sessions = new ConcurrentHashMap<>();
  private final EventExecutor executor;
  private final Clock clock;
  private final Supplier<Duration> interval;
  private final RepeatsByKey flaps;
  private final RepeatsByKey prompt;
  private final SessionLines lines;
  private final TablePace pace;
  private final Faults faults;
  private final AtomicBoolean due = new AtomicBoolean();
  private volatile boolean unshown;
  private long shownAt;
  private long movedBefore;
  private long lookedAt;

  /**
   * @param interval between two tables while datagrams move; zero for changes only; asked for again
   *     and again
   */
  public SessionTable(EventExecutor executor, Clock clock, Supplier<Duration> interval) {
    this.executor = executor;
    this.clock = clock;
    this.interval = interval;
    this.flaps = new RepeatsByKey(FLAPS, FLAPPING, executor.ticker()::nanoTime);
    this.prompt = new RepeatsByKey(PROMPT, PROMPT_SPAN, executor.ticker()::nanoTime);
    this.lines = new SessionLines(executor.ticker()::nanoTime);
    this.pace = new TablePace(executor.ticker()::nanoTime);
    this.lookedAt = executor.ticker().nanoTime();
    this.shownAt = lookedAt;
    this.faults =
        new Faults(
            executor.ticker()::nanoTime,
            (fault, more) -> LOG.error("the session table cannot be shown{}", more, fault));
    RepeatedTask.start(executor, LOOK, LOOK, this::showIfDue, faults);
    RepeatedTask.start(executor, SWEEP, SWEEP, lines::tellOverdue, faults);
  }

  /** What the log holds back of all sessions. */
  SessionLines lines() {
    return lines;
  }

  private long pauseMillis() {
    return Math.max(GATHER_MILLIS, sessions.size() * GATHER_MILLIS_PER_ROW);
  }

  Optional<Session> find(SessionId id) {
    return Optional.ofNullable(sessions.get(id));
  }

  boolean isTaken(SessionId id) {
    return sessions.containsKey(id);
  }

  void add(Session session) {
    sessions.put(session.id(), session);
    changedBy(session);
  }

  void remove(Session session) {
    sessions.remove(session.id());
    changedBy(session);
  }

  /** How many sessions there are. */
  int size() {
    return sessions.size();
  }

  /** All sessions that there are now. */
  List<Session> sessions() {
    return List.copyOf(sessions.values());
  }

  /** The rows of all sessions, the oldest first. */
  public List<SessionRow> rows() {
    return sessions.values().stream()
        .map(Session::row)
        .sorted(Comparator.comparing(SessionRow::since).thenComparing(SessionRow::session))
        .toList();
  }

  /** The table as text, with every counter as it is now; not for event loops, because it waits. */
  public String text() {
    return TableFormatter.format(freshRows(), clock.instant());
  }

  /** The rows with every counter as it is now; not for event loops, because it waits. */
  public List<SessionRow> freshRows() {
    sessions().stream().map(Session::refreshed).toList().forEach(Future::awaitUninterruptibly);
    return rows();
  }

  /** The client of a session has gone or is back; one that flaps shows a few times only. */
  void flapped(Session session) {
    if (flaps.next(session.id().toString()).isPresent()) {
      changed();
    }
  }

  /** Who opens and ends sessions all the time has no table for each. */
  private void changedBy(Session session) {
    if (prompt.next(session.client().account()).isPresent()) {
      changed();
    } else {
      unshown = true;
    }
  }

  void changed() {
    if (due.compareAndSet(false, true) && !executor.isShuttingDown()) {
      var unused =
          new LaterTask(this::showChange)
              .in(executor, pace.pauseMillis(pauseMillis()), TimeUnit.MILLISECONDS);
    }
  }

  private void showChange() {
    due.set(false);
    pace.shown();
    try {
      show();
    } catch (RuntimeException e) {
      faults.accept(e);
    }
  }

  private void show() {
    unshown = false;
    shownAt = executor.ticker().nanoTime();
    List<SessionRow> rows = rows();
    movedBefore = moved(rows);
    String table = rows.isEmpty() ? "" : "\n" + TableFormatter.format(rows, clock.instant());
    LOG.info("{} session{}{}", rows.size(), rows.size() == 1 ? "" : "s", table);
  }

  private void showIfDue() {
    Duration wanted = interval.get();
    long pause = Math.max(wanted.toMillis(), pauseMillis());
    long now = executor.ticker().nanoTime();
    if (unshown && now - shownAt >= LATEST.toNanos()) {
      show();
    }
    if (wanted.isZero() || now - lookedAt < TimeUnit.MILLISECONDS.toNanos(pause)) {
      return;
    }
    lookedAt = now;
    if (moved(rows()) != movedBefore) {
      show();
    }
  }

  private static long moved(List<SessionRow> rows) {
    return rows.stream().mapToLong(row -> row.traffic().moved()).sum();
  }
}
