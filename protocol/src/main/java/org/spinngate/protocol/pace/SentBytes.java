package org.spinngate.protocol.pace;

import java.util.Arrays;

/**
 * How many bytes had been sent at a time of the last eight seconds. It takes as much room as there
 * were times at which something left: most sessions are silent most of the time. Confined to the
 * event loop; makes no objects once it has its room.
 */
final class SentBytes {
  /** Times are known as well as that. */
  private static final int TIME_MILLIS_SHIFT = 4;

  /** The oldest time is so many before the latest one. */
  private static final int MOST = 512;

  private static final int FIRST_ROOM = 8;
  private static final int NEVER = -1;

  private int[] times = new int[FIRST_ROOM];
  private long[] before = new long[FIRST_ROOM];
  private int oldest;
  private int known;
  private long total;

  /** So many bytes leave; the time is that of the last call or later. */
  void sent(int bytes, int millis) {
    int time = millis >>> TIME_MILLIS_SHIFT;
    if (known == 0 || times[slot(known - 1)] != time) {
      forgetBefore(time);
      remember(time);
    }
    total += bytes;
  }

  /** All that had left before, -1 if it is not known: nothing left then, or it is long ago. */
  long before(int millis) {
    int time = millis >>> TIME_MILLIS_SHIFT;
    int low = 0;
    int high = known - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (since(times[slot(middle)], time) > 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return known > 0 && times[slot(low)] == time ? before[slot(low)] : NEVER;
  }

  private void forgetBefore(int time) {
    while (known > 0 && since(times[oldest], time) >= MOST) {
      oldest = slot(1);
      known--;
    }
  }

  private void remember(int time) {
    if (known == times.length) {
      grow();
    }
    times[slot(known)] = time;
    before[slot(known)] = total;
    known++;
  }

  private void grow() {
    times = grown(times);
    before = grown(before);
    oldest = 0;
  }

  private int[] grown(int[] full) {
    int[] more = Arrays.copyOfRange(full, oldest, oldest + 2 * full.length);
    System.arraycopy(full, 0, more, full.length - oldest, oldest);
    return more;
  }

  private long[] grown(long[] full) {
    long[] more = Arrays.copyOfRange(full, oldest, oldest + 2 * full.length);
    System.arraycopy(full, 0, more, full.length - oldest, oldest);
    return more;
  }

  private int slot(int place) {
    return oldest + place & times.length - 1;
  }

  /** From one time to another, also over the end of the numbers. */
  private static int since(int earlier, int later) {
    return (later - earlier) << TIME_MILLIS_SHIFT >> TIME_MILLIS_SHIFT;
  }
}
