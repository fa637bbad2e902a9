package org.spinngate.server.config.file;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.spinngate.server.config.Names;

/** The conversions of single values. */
final class Conversions {
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern BARE = Pattern.compile("[-+]?[0-9.]+");
  private static final Pattern ZERO = Pattern.compile("0+");
  private static final Pattern TOKEN_HASH = Pattern.compile("sha256:[0-9a-f]{64}");

  private Conversions() {}

  static String text(ConfigValue value) throws Unfit {
    ConfigValueType type = value.valueType();
    if (type == ConfigValueType.OBJECT
        || type == ConfigValueType.LIST
        || type == ConfigValueType.NULL) {
      throw new Unfit("must be a single value, but is " + kind(type));
    }
    return alone(value).getString("value");
  }

  static String filled(ConfigValue value) throws Unfit {
    String text = text(value);
    if (text.isBlank()) {
      throw new Unfit("must not be empty");
    }
    return text;
  }

  static int integer(ConfigValue value) throws Unfit {
    String text = text(value);
    long number = WHOLE.matcher(text).matches() ? Long.parseLong(text) : Long.MAX_VALUE;
    if (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE) {
      throw new Unfit("must be a whole number, but is '" + text + "'");
    }
    return (int) number;
  }

  static int port(ConfigValue value) throws Unfit {
    int port = integer(value);
    if (port < 0 || port > 65_535) {
      throw new Unfit("must be a port from 1 to 65535, but is " + port);
    }
    return port;
  }

  static double fraction(ConfigValue value) throws Unfit {
    String text = text(value);
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new Unfit("must be a number, but is '" + text + "'");
    }
  }

  static boolean flag(ConfigValue value) throws Unfit {
    String text = text(value);
    try {
      return alone(value).getBoolean("value");
    } catch (ConfigException e) {
      throw new Unfit("must be true or false, but is '" + text + "'");
    }
  }

  static Duration duration(ConfigValue value) throws Unfit {
    String text = text(value).strip();
    if (ZERO.matcher(text).matches()) {
      return Duration.ZERO;
    }
    if (BARE.matcher(text).matches()) {
      throw new Unfit("has no unit; write '" + text + "s' for seconds, or ms, m, h, d");
    }
    Duration duration = parseDuration(value, text);
    if (duration.isNegative()) {
      throw new Unfit("must not be negative, but is '" + text + "'");
    }
    return duration;
  }

  private static Duration parseDuration(ConfigValue value, String text) throws Unfit {
    try {
      return alone(value).getDuration("value");
    } catch (ConfigException | ArithmeticException e) {
      throw new Unfit(
          "is no duration; write a number and a unit, such as 30s, but not '" + text + "'");
    }
  }

  /** A number of bytes, alone or with a unit such as {@code MiB}. */
  static long size(ConfigValue value) throws Unfit {
    String text = text(value);
    try {
      return alone(value).getBytes("value");
    } catch (ConfigException | ArithmeticException e) {
      throw new Unfit(
          "is no size; write a number and a unit, such as 64 MiB, but not '" + text + "'");
    }
  }

  static LocalDate day(ConfigValue value) throws Unfit {
    String text = text(value);
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new Unfit("must be an existing day such as 2027-01-31, but is '" + text + "'");
    }
  }

  /** The hash of a token; the value is not repeated, for it may be the token itself. */
  static String tokenHash(ConfigValue value) throws Unfit {
    String text = text(value);
    if (!TOKEN_HASH.matcher(text).matches()) {
      throw new Unfit(
          "must be 'sha256:' and 64 lowercase hexadecimal digits, never the token itself; the"
              + " command new-token prints such a line");
    }
    return text;
  }

  static String boardPattern(ConfigValue value) throws Unfit {
    String text = text(value);
    if (!Names.isBoardPattern(text)) {
      throw new Unfit("'" + text + "' " + Names.PATTERN_RULE);
    }
    return text;
  }

  static <E extends Enum<E>> Conversion<E> word(Class<E> words) {
    return value -> {
      String text = text(value);
      for (E word : words.getEnumConstants()) {
        if (label(word).equals(text)) {
          return word;
        }
      }
      String all =
          Arrays.stream(words.getEnumConstants())
              .map(Conversions::label)
              .collect(Collectors.joining(" or "));
      throw new Unfit("must be " + all + ", but is '" + text + "'");
    };
  }

  /** What a value is, for people. */
  static String kind(ConfigValueType type) {
    return switch (type) {
      case OBJECT -> "a block";
      case LIST -> "a list";
      case NULL -> "null";
      default -> "a single value";
    };
  }

  private static String label(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Config alone(ConfigValue value) {
    return value.atKey("value");
  }
}
