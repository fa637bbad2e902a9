package org.spinngate.server.cluster.member;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a value of the ledger says, as lines {@code key=value}. Keys of a later format are passed
 * over; what cannot be in a line is a space.
 *
 * <p>Immutable.
 */
public final class Fields {
  private final Map<String, String> values;

  private Fields(Map<String, String> values) {
    this.values = values;
  }

  /** Those of a value. */
  public static Fields of(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    text.lines()
        .map(line -> line.split("=", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> values.put(parts[0], parts[1]));
    return new Fields(values);
  }

  /** One. */
  public static Fields with(String key, Object value) {
    return new Fields(Map.of()).and(key, value);
  }

  /** These and another one, which replaces one of that key. */
  public Fields and(String key, Object value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(key, String.valueOf(value).replaceAll("\\R", " "));
    return new Fields(more);
  }

  /** One as it stands there. */
  public Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** Empty also if it is no number. */
  public Optional<Long> number(String key) {
    return text(key).filter(value -> value.matches("-?\\d{1,18}")).map(Long::valueOf);
  }

  /** All of them, as a value. */
  public String text() {
    StringBuilder all = new StringBuilder();
    values.forEach((key, value) -> all.append(key).append('=').append(value).append('\n'));
    return all.toString();
  }
}
