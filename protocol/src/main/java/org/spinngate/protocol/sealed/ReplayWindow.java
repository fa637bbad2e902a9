package org.spinngate.protocol.sealed;

import java.util.Arrays;

/**
 * Which of the latest counters have arrived, so that each packet counts once. A bit stands for a
 * counter, in a ring that moves up with the highest one:
 *
 * <pre>
 *   too old | highest - 2047 ........ highest | not seen yet
 *           |        2,048 bits               |
 * </pre>
 *
 * <p>To be asked before a packet is opened, and told only of authentic ones. Makes no objects.
 */
final class ReplayWindow {
  /** How far below the highest counter one may still arrive. */
  static final int SIZE = 2048;

  private final long[] seen = new long[SIZE / Long.SIZE];
  private long highest = -1;

  /** Whether a packet of this counter has not been seen and is not too old to tell. */
  boolean isNew(long counter) {
    return counter > highest || (counter > highest - SIZE && counter >= 0 && !isSet(counter));
  }

  /** Whether a packet of this counter has been seen for sure. */
  boolean isCopy(long counter) {
    return counter <= highest && counter > highest - SIZE && counter >= 0 && isSet(counter);
  }

  /** Whether a packet of this counter would be the newest. */
  boolean isNewest(long counter) {
    return counter > highest;
  }

  /** The highest counter so far, -1 for none. */
  long highest() {
    return highest;
  }

  /** An authentic packet with a counter that {@link #isNew} has arrived. */
  void arrived(long counter) {
    if (counter > highest) {
      forgetUpTo(counter);
      highest = counter;
    }
    seen[word(counter)] |= 1L << counter;
  }

  private void forgetUpTo(long counter) {
    // A peer may choose any counter up to the highest that there is, so nothing may overflow.
    if (highest <= counter - SIZE) {
      Arrays.fill(seen, 0);
      return;
    }
    for (int back = (int) (counter - highest) - 1; back >= 0; back--) {
      seen[word(counter - back)] &= ~(1L << (counter - back));
    }
  }

  private boolean isSet(long counter) {
    return (seen[word(counter)] & 1L << counter) != 0;
  }

  private static int word(long counter) {
    return (int) (counter & SIZE - 1) / Long.SIZE;
  }
}
