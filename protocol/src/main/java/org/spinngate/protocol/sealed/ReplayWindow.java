package org.spinngate.protocol.sealed;

import java.util.Arrays;

/**
 * Which of the latest counters have arrived, so that each packet counts once. A bit stands for a
 * counter, in a ring that moves up with the highest one:
 *
 * <pre>
 *   too old | highest - 32,767 ......... highest | not seen yet
 *           |        32,768 bits                 |
 * </pre>
 *
 * <p>The ring is as long as the counters that there have been need it, so a quiet path has a short
 * one. To be asked before a packet is opened, and told only of authentic ones. Makes no objects but
 * the ring.
 */
final class ReplayWindow {
  /**
   * How far below the highest counter one may still arrive: a packet that was lost may be sent
   * again for half a second, at 36,000 packets a second.
   */
  static final int SIZE = 1 << 15;

  private static final int FIRST_SIZE = 512;

  private long[] seen = new long[FIRST_SIZE / Long.SIZE];
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
      growFor(counter);
      forgetUpTo(counter);
      highest = counter;
    }
    seen[word(counter)] |= 1L << counter;
  }

  /** Until the ring has its full size, no counter has left it. */
  private void growFor(long counter) {
    if (counter >= bits() && bits() < SIZE) {
      long most = Math.min(SIZE - 1L, counter);
      seen = Arrays.copyOf(seen, (int) Long.highestOneBit(most) * 2 / Long.SIZE);
    }
  }

  private int bits() {
    return seen.length * Long.SIZE;
  }

  private void forgetUpTo(long counter) {
    // A peer may choose any counter up to the highest that there is, so nothing may overflow.
    if (highest <= counter - SIZE) {
      Arrays.fill(seen, 0);
      return;
    }
    int left = (int) (counter - highest);
    long next = highest + 1;
    while (left > 0) {
      boolean whole = next % Long.SIZE == 0 && left >= Long.SIZE;
      seen[word(next)] &= whole ? 0 : ~(1L << next);
      next += whole ? Long.SIZE : 1;
      left -= whole ? Long.SIZE : 1;
    }
  }

  private boolean isSet(long counter) {
    return (seen[word(counter)] & 1L << counter) != 0;
  }

  private int word(long counter) {
    return (int) (counter & bits() - 1) / Long.SIZE;
  }
}
