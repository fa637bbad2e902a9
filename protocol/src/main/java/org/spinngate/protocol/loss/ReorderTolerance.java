package org.spinngate.protocol.loss;

import java.util.concurrent.TimeUnit;

/**
 * For how long a missing packet may just have been overtaken, by what was overtaken in the last
 * five to ten seconds. Copies come later than the packets of which they are copies, so they are
 * waited for by the same rule.
 *
 * <p>Confined to the event loop; makes no objects.
 */
final class ReorderTolerance {
  /** What is waited on a line that keeps the order. */
  static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

  /** What is waited at the most: who is overtaken by more may come twice. */
  static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(5);

  private boolean begun;
  private long periodBegan;
  private long longest;
  private long longestBefore;

  /** A packet that had not been asked for came so long after one that left later. */
  void overtaken(long nanos, long now) {
    turn(now);
    longest = Math.max(longest, nanos);
  }

  /** How long to wait, in nanoseconds. */
  long nanos(long now) {
    turn(now);
    long most = Math.max(longest, longestBefore);
    return Math.min(MOST_NANOS, Math.max(LEAST_NANOS, most + most / 4));
  }

  private void turn(long now) {
    if (!begun || now - periodBegan >= PERIOD_NANOS) {
      longestBefore = begun && now - periodBegan < 2 * PERIOD_NANOS ? longest : 0;
      longest = 0;
      periodBegan = now;
      begun = true;
    }
  }
}
