package org.spinngate.server.boot;

import java.time.Duration;

/**
 * A board, as those who boot it see it.
 *
 * @param turn whose turn it is
 * @param gap the least time between two packets
 */
public record BootBoard(BootTurn turn, Duration gap) {
  /**
   * When a packet may leave at the earliest, in nanoseconds of {@link System#nanoTime()}, if the
   * one before it left at this time.
   *
   * @param gapNanos what the sender had between the two
   */
  long dueAfter(long lastSentNanos, long gapNanos) {
    return lastSentNanos + Math.max(gap.toNanos(), gapNanos);
  }
}
