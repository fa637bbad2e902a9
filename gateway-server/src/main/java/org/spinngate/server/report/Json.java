package org.spinngate.server.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON (RFC 8259). Objects are maps with their keys in the order of the map, arrays are
 * lists; beyond these there are texts, finite numbers, {@link Boolean} and null.
 */
public final class Json {
  private final StringBuilder text = new StringBuilder();

  private Json() {}

  /**
   * A value on one line.
   *
   * @throws IllegalArgumentException for a value that JSON has no form for
   */
  public static String of(@Nullable Object value) {
    Json json = new Json();
    json.append(value);
    return json.text.toString();
  }

  /** An array with each of its elements on a line of its own. */
  public static String lines(List<?> elements) {
    return elements.stream().map(Json::of).collect(Collectors.joining(",\n ", "[", "]"));
  }

  private void append(@Nullable Object value) {
    if (value instanceof String string) {
      appendString(string);
    } else if (value instanceof Map<?, ?> object) {
      appendObject(object);
    } else if (value instanceof List<?> array) {
      appendArray(array);
    } else if (value instanceof Number number) {
      text.append(number(number));
    } else if (value == null || value instanceof Boolean) {
      text.append(value);
    } else {
      throw new IllegalArgumentException("JSON has no form for " + value.getClass().getName());
    }
  }

  private void appendObject(Map<?, ?> object) {
    String between = "{";
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      text.append(between);
      appendString(String.valueOf(entry.getKey()));
      text.append(": ");
      append(entry.getValue());
      between = ", ";
    }
    text.append(object.isEmpty() ? "{}" : "}");
  }

  private void appendArray(List<?> array) {
    String between = "[";
    for (Object element : array) {
      text.append(between);
      append(element);
      between = ", ";
    }
    text.append(array.isEmpty() ? "[]" : "]");
  }

  /** Without an exponent, which some programs cannot read. */
  private static String number(Number number) {
    if (number instanceof Double || number instanceof Float) {
      double value = number.doubleValue();
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("JSON has no form for " + value);
      }
      BigDecimal plain = BigDecimal.valueOf(value).stripTrailingZeros();
      return plain.toPlainString();
    }
    return number.toString();
  }

  /** Also safe within a script of a page, which a text could otherwise end. */
  private void appendString(String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char letter = string.charAt(i);
      if (letter == '"' || letter == '\\') {
        text.append('\\').append(letter);
      } else if (isPlain(string, i)) {
        text.append(letter);
      } else {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) letter));
      }
    }
    text.append('"');
  }

  private static boolean isPlain(String string, int index) {
    char letter = string.charAt(index);
    boolean lineEnd = Character.isISOControl(letter) || letter == '\u2028' || letter == '\u2029';
    return !lineEnd && letter != '<' && isWhole(string, index);
  }

  /** Half a character has no form in UTF-8. */
  private static boolean isWhole(String string, int index) {
    char letter = string.charAt(index);
    if (Character.isHighSurrogate(letter)) {
      return index + 1 < string.length() && Character.isLowSurrogate(string.charAt(index + 1));
    }
    return !Character.isLowSurrogate(letter)
        || (index > 0 && Character.isHighSurrogate(string.charAt(index - 1)));
  }
}
