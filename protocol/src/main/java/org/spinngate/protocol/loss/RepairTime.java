package org.spinngate.protocol.loss;

import java.util.concurrent.TimeUnit;

/**
 * How long it takes from an ask to the resent packet, which is about a round trip: an average and
 * how far times are from it (RFC 6298, section 2).
 *
 * <p>Times are since the first ask, so that they are never too short: a packet that came only after
 * the second one makes the average longer by less than waiting too short would cost. Confined to
 * the event loop; makes no objects.
 */
final class RepairTime {
  private static final long AT_FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LEAST_VARIATION_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private boolean measured;
  private long average = AT_FIRST_NANOS;
  private long variation;

  /** A packet has come so long after it was first asked for. */
  void took(long nanos) {
    long time = Math.min(MOST_NANOS, Math.max(0, nanos));
    if (measured) {
      variation += (Math.abs(time - average) - variation) / 4;
      average += (time - average) / 8;
    } else {
      measured = true;
      average = time;
      variation = time / 2;
    }
  }

  /** The usual time in nanoseconds. */
  long usual() {
    return average;
  }

  /** Whether a time is far below the usual one, of which something is known. */
  boolean isFarBelow(long nanos) {
    return measured && nanos < average / 2;
  }

  /**
   * How long to wait before a packet is asked for once more; there is no time for more than that.
   */
  long patience() {
    return average + Math.max(LEAST_VARIATION_NANOS, Math.min(average, 4 * variation));
  }
}
