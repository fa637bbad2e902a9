package org.spinngate.bench;

import java.time.Duration;
import org.spinngate.protocol.testing.Conditions;

/**
 * What a wide-area line is like, in each direction.
 *
 * @param name as the report says it
 * @param conditions of the relays
 */
record Weather(String name, Conditions conditions) {
  private static final Duration DELAY = Duration.ofMillis(20);
  private static final double LOSS = 0.02;
  private static final double RUN = 3;

  static Weather clear() {
    return new Weather("no loss", Conditions.CLEAR.delayedBy(DELAY));
  }

  static Weather lossy() {
    return new Weather("2 %", Conditions.CLEAR.delayedBy(DELAY).losing(LOSS));
  }

  static Weather bursts() {
    return new Weather(
        "2 % in runs of 3", Conditions.CLEAR.delayedBy(DELAY).losing(LOSS).inRunsOf(RUN));
  }
}
