package org.spinngate.endtoend.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What acceptance runs have measured, and what of it is not as it must be. */
final class AcceptanceReport {
  private final List<String> failures = new ArrayList<>();

  /** A line for people. */
  void say(String text) {
    System.out.println(text);
  }

  /** Something was measured, and is as it must be or not. */
  void measured(String what, String value, boolean met) {
    say("| " + what + " | " + value + " | " + (met ? "yes" : "NO") + " |");
    if (!met) {
      failures.add(what + ": " + value);
    }
  }

  /** A time was measured that must not be longer than another. */
  void atMost(String what, Duration measured, Duration most) {
    measured(
        what,
        "%s (at most %s)".formatted(words(measured), words(most)),
        measured.compareTo(most) <= 0);
  }

  /** A time was measured that must not be shorter than another. */
  void atLeast(String what, Duration measured, Duration least) {
    measured(
        what,
        "%s (at least %s)".formatted(words(measured), words(least)),
        measured.compareTo(least) >= 0);
  }

  /** Something was counted of which there must be none. */
  void none(String what, long count) {
    measured(what, String.valueOf(count), count == 0);
  }

  /** A run did not come to its end. */
  void failed(String what, Throwable why) {
    failures.add(what + ": " + why);
    say(what + " FAILED: " + why);
  }

  /** What was not as it must be. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  static String words(Duration time) {
    return "%.2f s".formatted(time.toNanos() / 1e9);
  }
}
