package org.spinngate.protocol.pace;

import java.util.Arrays;

/**
 * How many bytes had been sent at a time of the last eight seconds. Confined to the event loop;
 * makes no objects.
 */
final class SentBytes {
  /** Times are known as well as that. */
  private static final int SLOT_MILLIS_SHIFT = 4;

  private static final int SLOTS = 512;
  private static final int NEVER = -1;

  private final int[] slots = new int[SLOTS];
  private final long[] before = new long[SLOTS];
  private long total;

  SentBytes() {
    Arrays.fill(slots, NEVER);
  }

  /** So many bytes leave. */
  void sent(int bytes, int millis) {
    int time = millis >>> SLOT_MILLIS_SHIFT;
    int slot = time % SLOTS;
    if (slots[slot] != time) {
      slots[slot] = time;
      before[slot] = total;
    }
    total += bytes;
  }

  /** All that had left before, -1 if it is not known: nothing left then, or it is long ago. */
  long before(int millis) {
    int time = millis >>> SLOT_MILLIS_SHIFT;
    int slot = time % SLOTS;
    return slots[slot] == time ? before[slot] : NEVER;
  }
}
