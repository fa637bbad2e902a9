package org.spinngate.simulated;

import java.util.EnumMap;
import java.util.Map;

/** Counts datagrams that fell. Event loop only. */
final class DropTally {
  private final Map<DropCause, Long> drops = new EnumMap<>(DropCause.class);

  void dropped(DropCause cause) {
    drops.merge(cause, 1L, Long::sum);
  }

  Map<DropCause, Long> snapshot() {
    return Map.copyOf(drops);
  }
}
