package org.spinngate.server.config.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The rules of one record, checked together so that all breaches are told at once. */
public final class Rules {
  private final List<Breach> breaches = new ArrayList<>();

  /**
   * One rule that does not hold.
   *
   * @param key within the record's section, empty for the section itself
   * @param reason for the operator
   */
  public record Breach(String key, String reason) {}

  /** What a record's constructor throws. */
  public static final class Broken extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final transient List<Breach> breaches;

    private Broken(List<Breach> breaches) {
      super(breaches.toString());
      this.breaches = List.copyOf(breaches);
    }

    /** At least one. */
    public List<Breach> breaches() {
      return breaches;
    }
  }

  /** One more rule, which holds or not. */
  public Rules that(boolean holds, String key, String reason) {
    if (!holds) {
      breaches.add(new Breach(key, reason));
    }
    return this;
  }

  /** A value in a range. */
  public Rules between(String key, long value, long least, long most) {
    return that(
        value >= least && value <= most,
        key,
        "must be from %d to %d, but is %d".formatted(least, most, value));
  }

  /** A value in a range. */
  public Rules between(String key, Duration value, Duration least, Duration most) {
    return that(
        value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
        key,
        "must be from %s to %s, but is %s".formatted(text(least), text(most), text(value)));
  }

  /** Throws if one of the rules did not hold. */
  public void hold() {
    if (!breaches.isEmpty()) {
      throw new Broken(breaches);
    }
  }

  /** As one would write it in the file, such as {@code 90s}. */
  public static String text(Duration duration) {
    long nanos = duration.toNanos();
    String[] units = {"h", "m", "s", "ms", "us"};
    long[] sizes = {3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L, 1_000_000L, 1_000L};
    for (int i = 0; i < units.length; i++) {
      if (nanos != 0 && nanos % sizes[i] == 0) {
        return nanos / sizes[i] + units[i];
      }
    }
    return nanos == 0 ? "0" : nanos + "ns";
  }
}
