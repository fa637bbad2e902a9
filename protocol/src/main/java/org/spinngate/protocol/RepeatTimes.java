package org.spinngate.protocol;

import java.time.Duration;

/**
 * When tools ask again for what has not been answered. A datagram that is older than that is of no
 * use any more: its sender has sent another, or has given up.
 *
 * @param soonest of the most impatient tool in its most impatient moment
 * @param usual of most tools
 * @param latest of all tools
 */
public record RepeatTimes(Duration soonest, Duration usual, Duration latest) {
  /**
   * Those of the tools that there are: 0.1 s (ybug, while it looks for the root chip; {@code
   * SpiNN/Cmd.pm}), 0.5 s (ybug, rig) and 1 s (SpiNNMan).
   */
  public static final RepeatTimes OF_TOOLS =
      new RepeatTimes(Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1));

  /** Checks that the times are in order. */
  public RepeatTimes {
    boolean none = soonest.isZero() || soonest.isNegative();
    if (none || soonest.compareTo(usual) > 0 || usual.compareTo(latest) > 0) {
      throw new IllegalArgumentException("no times: " + soonest + ", " + usual + ", " + latest);
    }
  }
}
