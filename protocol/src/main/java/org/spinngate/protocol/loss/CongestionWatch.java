package org.spinngate.protocol.loss;

import java.util.concurrent.TimeUnit;

/**
 * Whether the line seems to lose packets because it is sent too much. Then everything that is sent
 * more than once makes it worse.
 *
 * <p>A line that loses a fifth has no room. Nor has one that loses far more than it did in the last
 * half minute when less was sent: what a radio link or a bad cable loses does not grow with the
 * rate. Who sends little is not what fills a line.
 *
 * <p>Confined to the event loop; makes no objects.
 */
final class CongestionWatch {
  /** How long nothing is sent more than once. */
  static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long MEMORY_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** In bytes a second. */
  private static final double LITTLE = 250_000;

  private static final double HOPELESS = 0.2;
  private static final double MORE_TIMES = 2;
  private static final double MORE = 0.05;
  private static final double FASTER = 1.2;

  private boolean known;
  private double leastLoss;
  private double rateThen;
  private long leastAt;
  private boolean congested;
  private long congestedAt;

  /**
   * Takes a measurement of some hundred packets.
   *
   * @param loss the part that was lost
   * @param rate in bytes a second
   */
  void measured(double loss, double rate, long now) {
    if (rate > LITTLE && (loss > HOPELESS || growsWithRate(loss, rate, now))) {
      congested = true;
      congestedAt = now;
    }
    if (!remembers(now) || loss <= leastLoss) {
      known = true;
      leastLoss = loss;
      rateThen = rate;
      leastAt = now;
    }
  }

  private boolean growsWithRate(double loss, double rate, long now) {
    return remembers(now) && loss > MORE_TIMES * leastLoss + MORE && rate > FASTER * rateThen;
  }

  private boolean remembers(long now) {
    return known && now - leastAt < MEMORY_NANOS;
  }

  /** Whether it seems so now. */
  boolean isCongested(long now) {
    congested &= now - congestedAt < PAUSE_NANOS;
    return congested;
  }
}
