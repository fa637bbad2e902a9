package org.spinngate.protocol;

import java.util.EnumMap;
import java.util.Map;

/**
 * How many datagrams fell for each reason. Counting makes one object for each reason that occurs.
 *
 * <p>Not thread-safe.
 */
public final class DropCounts {
  private final EnumMap<DropReason, Count> counts = new EnumMap<>(DropReason.class);

  private static final class Count {
    private long datagrams;
  }

  /** Counts datagrams that fell for this reason. */
  public void add(DropReason reason, long datagrams) {
    counts.computeIfAbsent(reason, first -> new Count()).datagrams += datagrams;
  }

  /** The reasons that have occurred until now, in their order. */
  public Map<DropReason, Long> byReason() {
    Map<DropReason, Long> some = new EnumMap<>(DropReason.class);
    counts.forEach(
        (reason, count) -> {
          if (count.datagrams > 0) {
            some.put(reason, count.datagrams);
          }
        });
    return some;
  }
}
