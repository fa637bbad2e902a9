package org.spinngate.client.check;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Times that were measured. */
final class Durations {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int FINE_BELOW_MILLIS = 10;

  private Durations() {}

  /** The one in the middle, which a few that are late do not change. */
  static Optional<Duration> median(List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return sorted.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(sorted.get(sorted.size() / 2)));
  }

  /** In milliseconds, such as {@code 38 ms} or {@code 0.4 ms}. */
  static String words(Duration time) {
    double millis = time.toNanos() / NANOS_PER_MILLI;
    String form = millis < FINE_BELOW_MILLIS ? "%.1f ms" : "%.0f ms";
    return String.format(Locale.ROOT, form, millis);
  }
}
