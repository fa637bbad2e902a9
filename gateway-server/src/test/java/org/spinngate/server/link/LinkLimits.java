package org.spinngate.server.link;

import java.time.Duration;
import org.spinngate.server.config.Limits;
import org.spinngate.server.config.LoginLimits;
import org.spinngate.server.config.QueueLimits;
import org.spinngate.server.config.SharedLimit;

/** What tests let strangers and users do; logins of one address fail three times. */
final class LinkLimits {
  private LinkLimits() {}

  static Limits of(int perAddress, int pendingLogins, Duration loginDeadline) {
    Duration minute = Duration.ofMinutes(1);
    return new Limits(
        new SharedLimit(5000, perAddress),
        new Limits.Pending(pendingLogins, loginDeadline),
        100,
        new Limits.Rate(0, 0),
        new SharedLimit(100, 8),
        64,
        new QueueLimits(
            1 << 20,
            new QueueLimits.Bound(1 << 20, 1 << 20),
            new QueueLimits.Bound(1 << 20, 1 << 20)),
        new LoginLimits(new SharedLimit(12, 3), minute, minute));
  }
}
