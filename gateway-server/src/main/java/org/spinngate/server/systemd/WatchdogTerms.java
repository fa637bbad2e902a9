package org.spinngate.server.systemd;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** How often systemd wants to hear that a process works; see sd_watchdog_enabled(3). */
final class WatchdogTerms {
  private static final String MICROS = "WATCHDOG_USEC";
  private static final String PROCESS = "WATCHDOG_PID";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

  private WatchdogTerms() {}

  /**
   * The longest time between two signs of life of this process.
   *
   * @param own the number of this process
   * @return empty if systemd does not watch it
   */
  static Optional<Duration> of(Map<String, String> environment, long own) {
    String process = environment.getOrDefault(PROCESS, String.valueOf(own));
    return Optional.ofNullable(environment.get(MICROS))
        .filter(micros -> process.equals(String.valueOf(own)))
        .filter(micros -> NUMBER.matcher(micros).matches())
        .map(micros -> Duration.ofNanos(Long.parseLong(micros) * 1000))
        .filter(longest -> !longest.isZero());
  }

  /**
   * Why systemd waits for too long, if so: a process that stands still must be gone before others
   * have its boards.
   *
   * @param longest between two signs of life
   * @param ttl for how long after its last sign of life a gateway's boards are still its own
   */
  static Optional<String> complaint(Duration longest, Duration ttl) {
    Duration most = ttl.multipliedBy(2).dividedBy(3);
    return longest.compareTo(most) <= 0
        ? Optional.empty()
        : Optional.of(
            ("systemd waits %s for a sign of life, and gateway.cluster.ttl is %s: set WatchdogSec=%s"
                    + " or less in the unit, or else this process may stand still, wake, and speak"
                    + " to boards that others have by then")
                .formatted(text(longest), text(ttl), text(most)));
  }

  /** As systemd reads it. */
  private static String text(Duration time) {
    long millis = time.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
