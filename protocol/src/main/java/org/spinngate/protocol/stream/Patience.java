package org.spinngate.protocol.stream;

import java.time.Duration;

/**
 * How long the silence of a peer is borne.
 *
 * @param probe silence after which the peer is asked whether it is there, again and again
 * @param suspect silence after which the path is suspected; {@code dead} for one that never is
 * @param dead silence after which the peer is taken for lost
 */
public record Patience(Duration probe, Duration suspect, Duration dead) {
  /**
   * While an application talks. The most impatient tool gives up after 1.5 s (ybug: 3 times 0.5 s),
   * so by then something must be done about a path that may be dead.
   */
  static final Patience TALKING =
      new Patience(Duration.ofMillis(500), Duration.ofMillis(1500), Duration.ofMillis(3000));

  /** Checks that the times are in order. */
  public Patience {
    if (probe.isNegative() || probe.isZero() || suspect.compareTo(dead) > 0) {
      throw new IllegalArgumentException("no patience: " + probe + ", " + suspect + ", " + dead);
    }
  }

  /**
   * While nobody talks, by the times of a {@link org.spinngate.protocol.Welcome}.
   *
   * @param interval between two questions; a peer is asked twice in any case
   * @param deadline the longest silence
   */
  public static Patience idle(Duration interval, Duration deadline) {
    Duration half = deadline.dividedBy(2);
    return new Patience(shorter(interval, half), half, deadline);
  }

  /** While an application talks, if this is the patience while none does, which is no shorter. */
  public Patience talking() {
    return new Patience(
        shorter(probe, TALKING.probe),
        shorter(suspect, TALKING.suspect),
        shorter(dead, TALKING.dead));
  }

  /**
   * The patience of the side that must not be the first to give up: it asks as often, never
   * suspects, and waits twice as long.
   */
  public Patience ofServer() {
    Duration twice = dead.multipliedBy(2);
    return new Patience(probe, twice, twice);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
