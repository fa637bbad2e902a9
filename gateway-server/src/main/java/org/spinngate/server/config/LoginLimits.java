package org.spinngate.server.config;

import java.time.Duration;
import org.spinngate.server.config.rule.Rules;

/**
 * What becomes of those who fail to log in.
 *
 * @param failures of all names from one address until every stranger is refused there, and of one
 *     of those names until that name is refused there
 * @param window the time within which failures are counted
 * @param ban how long they are refused
 */
public record LoginLimits(SharedLimit failures, Duration window, Duration ban) {
  private static final int MOST = 1_000_000;

  /** Checks every range. */
  public LoginLimits {
    Duration second = Duration.ofSeconds(1);
    Duration day = Duration.ofDays(1);
    new Rules()
        .between("login-failures", failures.mostOfOne(), 1, MOST)
        .between("login-failures-per-address", failures.most(), 1, MOST)
        .between("login-failure-window", window, second, day)
        .between("login-ban", ban, second, day)
        .that(
            failures.most() >= failures.mostOfOne(),
            "login-failures-per-address",
            "must not be below login-failures (" + failures.mostOfOne() + ")")
        .hold();
  }
}
