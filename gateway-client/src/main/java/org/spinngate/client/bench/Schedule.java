package org.spinngate.client.bench;

import java.time.Duration;

/**
 * How long a path is asked.
 *
 * @param warmUp before the first round, on each path; counts for nothing
 * @param round of each path
 * @param rounds how many; with two paths they take turns
 */
public record Schedule(Duration warmUp, Duration round, int rounds) {
  /** Checks the ranges. */
  public Schedule {
    if (warmUp.isNegative()) {
      throw new IllegalArgumentException("a warm-up cannot be shorter than nothing");
    }
    if (round.isNegative() || round.isZero()) {
      throw new IllegalArgumentException("a round needs some time");
    }
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds: " + rounds + " is not 1 or more");
    }
  }
}
