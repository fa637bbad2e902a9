package org.spinngate.protocol.testing;

import java.time.Duration;

/**
 * How a {@link StreamRelay} treats what passes. Bytes always stay in order, as TCP keeps them.
 *
 * @param delay the least time that every segment takes
 * @param jitter at most this much more, drawn anew for every segment
 * @param bunch how long everything is held, from the first segment on, to leave in one burst
 * @param bytesPerSecond the rate, or 0 for any
 * @param longestSegment what arrives is cut into segments of a random length up to this, or 0 for
 *     as it arrives
 */
public record Conditions(
    Duration delay, Duration jitter, Duration bunch, int bytesPerSecond, int longestSegment) {
  /** A network that is not there. */
  public static final Conditions CLEAR =
      new Conditions(Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, 0);

  public Conditions delayedBy(Duration time) {
    return new Conditions(time, jitter, bunch, bytesPerSecond, longestSegment);
  }

  public Conditions jitteredBy(Duration most) {
    return new Conditions(delay, most, bunch, bytesPerSecond, longestSegment);
  }

  public Conditions bunchedFor(Duration time) {
    return new Conditions(delay, jitter, time, bytesPerSecond, longestSegment);
  }

  public Conditions limitedTo(int rate) {
    return new Conditions(delay, jitter, bunch, rate, longestSegment);
  }

  public Conditions cutInto(int longest) {
    return new Conditions(delay, jitter, bunch, bytesPerSecond, longest);
  }
}
