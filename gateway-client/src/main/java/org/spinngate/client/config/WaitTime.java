package org.spinngate.client.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spinngate.protocol.Open;

/** Reads for how long to wait: {@code 90s}, {@code 10m}, {@code 2h}, {@code 1d} or for ever. */
final class WaitTime {
  /** The word for a wait without end. */
  static final String FOR_EVER = "forever";

  private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*(s|m|h|d)");

  private WaitTime() {}

  /**
   * The seconds, as in {@link Open#waitSeconds()}.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  static long seconds(String text) {
    if (text.equals(FOR_EVER)) {
      return Open.FOR_EVER;
    }
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a time such as 90s, 10m, 2h, 1d or " + FOR_EVER);
    }
    long seconds = Long.parseLong(matcher.group(1)) * unitSeconds(matcher.group(2));
    return Math.min(seconds, Open.FOR_EVER);
  }

  private static long unitSeconds(String unit) {
    return switch (unit) {
      case "m" -> 60;
      case "h" -> 3_600;
      case "d" -> 86_400;
      default -> 1;
    };
  }
}
