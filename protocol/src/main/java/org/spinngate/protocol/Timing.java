package org.spinngate.protocol;

import java.util.function.LongSupplier;

/**
 * How datagrams grow old.
 *
 * @param nanoTime a monotonic clock in nanoseconds
 * @param repeats what counts as old by it
 */
public record Timing(LongSupplier nanoTime, RepeatTimes repeats) {
  /** By this clock, and as the tools need it. */
  public static Timing of(LongSupplier nanoTime) {
    return new Timing(nanoTime, RepeatTimes.OF_TOOLS);
  }

  /** The time by the clock, in nanoseconds. */
  public long now() {
    return nanoTime.getAsLong();
  }
}
