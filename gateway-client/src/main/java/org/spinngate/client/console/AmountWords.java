package org.spinngate.client.console;

import java.time.Duration;
import java.util.Locale;

/** Numbers as a person reads them at a glance. */
final class AmountWords {
  private static final String[] BYTE_UNITS = {" B", " kB", " MB", " GB", " TB"};
  private static final int STEP = 1000;

  private AmountWords() {}

  /** Such as {@code 18,204}: to the last one, for people who add up. */
  static String exact(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Such as {@code 812 B} or {@code 4.6 MB}. */
  static String bytes(long number) {
    double rest = number;
    int unit = 0;
    // 999.95 would be printed as 1000.0.
    while (rest >= STEP - (unit == 0 ? 0 : 0.05) && unit < BYTE_UNITS.length - 1) {
      rest /= STEP;
      unit++;
    }
    return unit == 0
        ? number + BYTE_UNITS[0]
        : String.format(Locale.ROOT, "%.1f%s", rest, BYTE_UNITS[unit]);
  }

  /** Such as {@code 01:12:07}. */
  static String clock(Duration time) {
    return String.format(
        Locale.ROOT, "%02d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }

  /** Such as {@code 20 s}, {@code 3 min} or {@code 2 h 5 min}. */
  static String about(Duration time) {
    if (time.toMinutes() == 0) {
      return time.toSeconds() + " s";
    }
    if (time.toHours() == 0) {
      return time.toMinutes() + " min";
    }
    return time.toHours() + " h " + time.toMinutesPart() + " min";
  }

  /** Such as {@code 0.41 s}. */
  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
  }
}
