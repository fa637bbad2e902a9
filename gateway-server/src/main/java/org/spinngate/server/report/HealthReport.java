package org.spinngate.server.report;

import java.util.List;
import org.spinngate.server.health.Health;
import org.spinngate.server.health.HealthCheck;

/**
 * Whether the gateway is able to do its work.
 *
 * @param live whether the process works at all; if not, only a restart helps
 * @param checks what that was concluded from
 */
public record HealthReport(boolean live, List<HealthCheck> checks) {

  /** Copies the list. */
  public HealthReport {
    checks = List.copyOf(checks);
  }

  /** As it is now. */
  public static HealthReport of(Health health) {
    return new HealthReport(health.live(), health.checks());
  }

  /** Whether a tunnel can open and a datagram can go out towards boards. */
  public boolean ready() {
    return checks.stream().allMatch(HealthCheck::ok);
  }
}
