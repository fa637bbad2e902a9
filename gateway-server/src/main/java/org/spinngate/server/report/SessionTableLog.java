package org.spinngate.server.report;

import io.netty.util.concurrent.EventExecutor;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.protocol.repeat.RepeatedTask;
import org.spinngate.protocol.text.Counted;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.log.RepeatsByKey;
import org.spinngate.server.session.SessionRow;
import org.spinngate.server.session.SessionTable;

/**
 * The table of sessions in the log: on every change, gathered for a second or, with more than fifty
 * sessions, longer; and at the interval when a datagram has moved. Of an account whose sessions
 * come and go all the time, changes show within a minute.
 *
 * <p>Thread-safe; the log is written by one executor.
 */
public final class SessionTableLog implements SessionTable.Watcher {
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

  private final SessionTable table;
  private final EventExecutor executor;
  private final Clock clock;
  private final Supplier<Duration> interval;
  private final Optional<String> gateway;
  private final RepeatsByKey flaps;
  private final RepeatsByKey prompt;
  private final TablePace pace;
  private final Faults faults;
  private final AtomicBoolean due = new AtomicBoolean();
  private volatile boolean unshown;
  private long shownAt;
  private long movedBefore;
  private long lookedAt;

  private SessionTableLog(
      SessionTable table,
      EventExecutor executor,
      Clock clock,
      Supplier<Duration> interval,
      Optional<String> gateway) {
    this.table = table;
    this.executor = executor;
    this.clock = clock;
    this.interval = interval;
    this.gateway = gateway;
    this.flaps = new RepeatsByKey(FLAPS, FLAPPING, executor.ticker()::nanoTime);
    this.prompt = new RepeatsByKey(PROMPT, PROMPT_SPAN, executor.ticker()::nanoTime);
    this.pace = new TablePace(executor.ticker()::nanoTime);
    this.lookedAt = executor.ticker().nanoTime();
    this.shownAt = lookedAt;
    this.faults =
        new Faults(
            executor.ticker()::nanoTime,
            (fault, more) -> LOG.error("the session table cannot be shown{}", more, fault));
  }

  /**
   * Shows a table from now on.
   *
   * @param executor writes the log; may wait for it
   * @param interval between two tables while datagrams move; zero for changes only; asked for again
   *     and again
   * @param gateway the name of this one, if there are several
   */
  public static void start(
      SessionTable table,
      EventExecutor executor,
      Clock clock,
      Supplier<Duration> interval,
      Optional<String> gateway) {
    SessionTableLog log = new SessionTableLog(table, executor, clock, interval, gateway);
    table.watch(log);
    RepeatedTask.start(executor, LOOK, LOOK, log::showIfDue, log.faults);
    RepeatedTask.start(executor, SWEEP, SWEEP, table::tellOverdue, log.faults);
  }

  private long pauseMillis() {
    return Math.max(GATHER_MILLIS, table.size() * GATHER_MILLIS_PER_ROW);
  }

  /** One that flaps shows a few times only. */
  @Override
  public void flapped(SessionId session) {
    if (flaps.next(session.toString()).isPresent()) {
      changed();
    }
  }

  /** A user who opens and ends sessions all the time has no table for each. */
  @Override
  public void changedBy(String account) {
    if (prompt.next(account).isPresent()) {
      changed();
    } else {
      unshown = true;
    }
  }

  private void changed() {
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
    List<SessionRow> rows = table.rows();
    movedBefore = moved(rows);
    String text =
        rows.isEmpty() ? "" : "\n" + TableFormatter.logged(rows, clock.instant(), gateway);
    LOG.info("{}{}", Counted.of(rows.size(), "session"), text);
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
    if (moved(table.rows()) != movedBefore) {
      show();
    }
  }

  private static long moved(List<SessionRow> rows) {
    return rows.stream().mapToLong(row -> row.traffic().moved()).sum();
  }
}
