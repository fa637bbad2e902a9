package org.spinngate.client.config;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was given for each setting, the strongest source only, and how it is understood. */
final class GivenValues {
  private final Map<Setting, Given> values = new EnumMap<>(Setting.class);
  private final Problems problems;

  /**
   * @param problems takes what cannot be understood
   */
  GivenValues(Problems problems) {
    this.problems = problems;
  }

  void put(Setting setting, Given value) {
    values.put(setting, value);
  }

  @Nullable Given get(Setting setting) {
    return values.get(setting);
  }

  /** The value, or null with a problem noted. */
  <T> @Nullable T required(Setting setting, Function<String, T> reader) {
    if (!values.containsKey(setting)) {
      problems.missing("no " + setting.key() + ": " + setting.ways());
    }
    return optional(setting, reader);
  }

  /** The value; null if there is none, or with a problem noted. */
  <T> @Nullable T optional(Setting setting, Function<String, T> reader) {
    Given value = values.get(setting);
    if (value == null) {
      return null;
    }
    try {
      return reader.apply(value.text().strip());
    } catch (IllegalArgumentException e) {
      value.complain(problems, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** Whether it is set to true. */
  boolean isOn(Setting setting) {
    return Boolean.TRUE.equals(optional(setting, GivenValues::truth));
  }

  private static Boolean truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    };
  }

  static int port(String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 0xFFFF) {
      throw new IllegalArgumentException("'" + text + "' is not a port, 0 to 65535");
    }
    return Integer.parseInt(text);
  }
}
