package org.spinngate.client.bench;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What came of the reads of one round. Latency runs from the first sending of a read, however often
 * it had to be repeated. One thread; makes no objects once it is made.
 */
final class Tally {
  private static final long LEAST_NANOS = 1_000;
  private static final long MOST_NANOS = Duration.ofMinutes(2).toNanos();
  private static final int DIGITS = 3;

  private final Histogram latency = new Histogram(LEAST_NANOS, MOST_NANOS, DIGITS);
  private long answeredInTime;
  private long timeouts;
  private long wrong;
  private long doubled;

  /**
   * A read has its answer.
   *
   * @param inTime whether the round still lasts
   */
  void answered(long nanos, boolean inTime) {
    latency.recordValue(Math.min(nanos, MOST_NANOS));
    answeredInTime += inTime ? 1 : 0;
  }

  /** A read had no answer in time and was sent once more. */
  void timedOut() {
    timeouts++;
  }

  /** An answer was not that to the read of its number, or to none at all. */
  void wrong() {
    wrong++;
  }

  /** A read was answered once more. */
  void doubled() {
    doubled++;
  }

  /** Whether nothing came back, neither right nor wrong. */
  boolean isSilent() {
    return latency.getTotalCount() == 0 && wrong == 0;
  }

  /** The round, which took so long. */
  Round round(String target, long nanos) {
    return new Round(
        target,
        answeredInTime * (double) Duration.ofSeconds(1).toNanos() / nanos,
        millis(50),
        millis(99),
        timeouts,
        wrong,
        doubled);
  }

  private double millis(double percentile) {
    return latency.getValueAtPercentile(percentile) / (double) Duration.ofMillis(1).toNanos();
  }
}
