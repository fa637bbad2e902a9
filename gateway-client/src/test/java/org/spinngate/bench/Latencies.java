package org.spinngate.bench;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Every single time that was measured, so that percentiles are exact. Not thread-safe. */
final class Latencies {
  private long[] nanos = new long[1 << 16];
  private int count;

  void add(long time) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = time;
  }

  int count() {
    return count;
  }

  /**
   * What so many percent of the times do not exceed, in milliseconds; not a number without any.
   *
   * @param percent above 0, at most 100
   */
  double millis(double percent) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    long found = sorted[(int) Math.ceil(count * percent / 100) - 1];
    return found / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }
}
