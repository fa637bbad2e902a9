package org.spinngate.server.usage;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * A tally of how long answers took, in classes of time: plain numbers that cost nothing to count.
 *
 * <p>Confined to the event loop of the session that owns it.
 */
public final class RoundTrips {
  /** The upper bound of each class but the last, which has none; in microseconds. */
  private static final long[] BOUNDS_MICROS = {
    500, 1_000, 2_000, 5_000, 20_000, 100_000, 500_000, 2_000_000
  };

  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final long[] counts = new long[BOUNDS_MICROS.length + 1];
  private long nanos;
  private boolean any;

  /** The upper bounds in seconds, the last one infinite. */
  public static double[] boundsSeconds() {
    double[] bounds = new double[BOUNDS_MICROS.length + 1];
    for (int i = 0; i < BOUNDS_MICROS.length; i++) {
      bounds[i] = TimeUnit.MICROSECONDS.toNanos(BOUNDS_MICROS[i]) / NANOS;
    }
    bounds[BOUNDS_MICROS.length] = Double.POSITIVE_INFINITY;
    return bounds;
  }

  /** In which class a time falls, from 0. */
  public static int classOf(long time) {
    int found = 0;
    while (found < BOUNDS_MICROS.length
        && time > TimeUnit.MICROSECONDS.toNanos(BOUNDS_MICROS[found])) {
      found++;
    }
    return found;
  }

  /** Counts one answer that took so many nanoseconds. */
  public void add(long time) {
    counts[classOf(time)]++;
    nanos += time;
    any = true;
  }

  public boolean isEmpty() {
    return !any;
  }

  /** How many classes there are. */
  public int classes() {
    return counts.length;
  }

  /** How many answers fell into a class. */
  public long count(int number) {
    return counts[number];
  }

  /** How long all answers took together, in nanoseconds. */
  public long nanos() {
    return nanos;
  }

  public void clear() {
    Arrays.fill(counts, 0);
    nanos = 0;
    any = false;
  }
}
