package org.spinngate.server.report;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How soon a change shows: soon, but where one change follows another for long, ever later, so that
 * somebody who opens and ends sessions all the time fills no disk with tables.
 *
 * <p>Thread-safe.
 */
final class TablePace {
  /** So many tables in a row come as soon as they may. */
  static final int FREE = 10;

  private static final long LONGEST_MILLIS = Duration.ofMinutes(1).toMillis();
  private static final int MOST_DOUBLINGS = 6;

  private final LongSupplier nanoTime;
  private int inARow;
  private long shownAt;
  private long pauseMillis;

  TablePace(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * How long the next table waits for more changes.
   *
   * @param leastMillis the least that it may
   */
  synchronized long pauseMillis(long leastMillis) {
    long quiet = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - shownAt);
    if (quiet > 2 * pauseMillis) {
      inARow = 0;
    }
    int doublings = Math.min(MOST_DOUBLINGS, Math.max(0, inARow - FREE));
    pauseMillis = Math.max(leastMillis, Math.min(LONGEST_MILLIS, leastMillis << doublings));
    return pauseMillis;
  }

  /** A change shows. */
  synchronized void shown() {
    shownAt = nanoTime.getAsLong();
    inARow++;
  }
}
