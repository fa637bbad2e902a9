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
}
