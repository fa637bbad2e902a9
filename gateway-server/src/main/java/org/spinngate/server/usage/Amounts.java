package org.spinngate.server.usage;

import java.time.Duration;
import java.util.Locale;

/** Counts, sizes and ages in the few characters that a table cell has; powers of ten. */
public final class Amounts {
  private static final String[] UNITS = {"", "k", "M", "G", "T"};
  private static final double STEP = 1000;

  private Amounts() {}

  /** Such as {@code 18.2k/4.6MB}. */
  public static String both(long datagrams, long bytes) {
    return scaled(datagrams) + "/" + scaled(bytes) + "B";
  }

  /** Such as {@code 18204/4.6MB}: datagrams that can be compared with those of others. */
  public static String exactly(long datagrams, long bytes) {
    return datagrams + "/" + scaled(bytes) + "B";
  }

  /** Such as {@code 999}, {@code 18.2k} or {@code 182k}. */
  public static String scaled(long amount) {
    if (amount < STEP) {
      return Long.toString(amount);
    }
    int unit = 0;
    double scaled = amount;
    while (scaled >= 999.5 && unit < UNITS.length - 1) {
      scaled /= STEP;
      unit++;
    }
    return String.format(Locale.ROOT, scaled < 99.95 ? "%.1f%s" : "%.0f%s", scaled, UNITS[unit]);
  }

  /**
   * Hours, minutes and seconds; days in front where there are any. Nothing is younger than nothing,
   * though a clock that was set back may say so.
   */
  public static String age(Duration told) {
    Duration age = told.isNegative() ? Duration.ZERO : told;
    String time =
        String.format(
            Locale.ROOT,
            "%02d:%02d:%02d",
            age.toHoursPart(),
            age.toMinutesPart(),
            age.toSecondsPart());
    return age.toDays() > 0 ? age.toDays() + "d" + time : time;
  }
}
