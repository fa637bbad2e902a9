package org.spinngate.server.config.power;

import java.time.Duration;
import org.spinngate.server.config.rule.Rules;

/**
 * How long what takes with a board's power.
 *
 * @param settle from "on" until it may be used
 * @param offTime from "off" until it may be switched on again
 * @param timeout for what switches it, each time
 * @param interval between two times that it is switched off, at least
 * @param offAfter so long nobody has it before it is switched off, on demand
 */
public record PowerTimes(
    Duration settle, Duration offTime, Duration timeout, Duration interval, Duration offAfter) {
  private static final Duration DAY = Duration.ofDays(1);

  /** Checks every range. */
  public PowerTimes {
    new Rules()
        .between("settle", settle, Duration.ZERO, Duration.ofMinutes(10))
        .between("off-time", offTime, Duration.ZERO, Duration.ofMinutes(10))
        .between("timeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(10))
        .between("interval", interval, Duration.ZERO, DAY)
        .between("off-after", offAfter, Duration.ZERO, DAY)
        .hold();
  }

  /** How long it takes to switch off and on again, if what switches is quick. */
  public Duration cycle() {
    return offTime.plus(settle);
  }
}
