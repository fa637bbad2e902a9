package org.spinngate.client.bench;

import java.util.Arrays;

/**
 * The reads of one application, by their sequence numbers: the low bits say the place in the
 * window, the others count what was asked from that place. Makes no objects.
 *
 * <pre>
 *  15              bits            0
 *  +----------------+--------------+
 *  | count          | place        |
 *  +----------------+--------------+
 * </pre>
 */
final class Outstanding {
  /** The answer to a read that has had one already. */
  static final int ANSWERED_BEFORE = -1;

  /** The answer to nothing that was asked lately. */
  static final int NEVER_ASKED = -2;

  private static final int SEQUENCE_BITS = 16;
  private static final int NO_BLOCK = -1;

  private final int bits;
  private final int countMask;
  private final long[] asked;
  private final int[] blocks;
  private final long[] firstNanos;
  private final long[] latestNanos;
  private int waiting;

  /**
   * @param window how many places
   */
  Outstanding(int window) {
    this.bits = Integer.SIZE - Integer.numberOfLeadingZeros(window - 1);
    this.countMask = (1 << (SEQUENCE_BITS - bits)) - 1;
    this.asked = new long[window];
    this.blocks = new int[window];
    this.firstNanos = new long[window];
    this.latestNanos = new long[window];
    Arrays.fill(blocks, NO_BLOCK);
  }

  /** How many places there are. */
  int window() {
    return blocks.length;
  }

  /** How many reads have no answer yet. */
  int waiting() {
    return waiting;
  }

  /** Whether the read of a place has no answer yet. */
  boolean isWaiting(int place) {
    return blocks[place] != NO_BLOCK;
  }

  /** Begins another read from a place whose last one is over. */
  void begin(int place, int block, long now) {
    asked[place]++;
    blocks[place] = block;
    firstNanos[place] = now;
    latestNanos[place] = now;
    waiting++;
  }

  /** The read of a place was sent once more. */
  void repeated(int place, long now) {
    latestNanos[place] = now;
  }

  /** The read of a place is over. */
  void end(int place) {
    blocks[place] = NO_BLOCK;
    waiting--;
  }

  /** The number of the latest read of a place. */
  int sequence(int place) {
    return (int) (asked[place] & countMask) << bits | place;
  }

  /** What the latest read of a place asks for. */
  int block(int place) {
    return blocks[place];
  }

  /** When the latest read of a place was sent first. */
  long firstNanos(int place) {
    return firstNanos[place];
  }

  /** When the latest read of a place was sent last. */
  long latestNanos(int place) {
    return latestNanos[place];
  }

  /** The place that waits for an answer of this number; else one of the constants above. */
  int placeOf(int sequence) {
    int place = sequence & ((1 << bits) - 1);
    if (place >= window()) {
      return NEVER_ASKED;
    }
    int behind = (int) (asked[place] - (sequence >>> bits)) & countMask;
    if (behind == 0 && isWaiting(place)) {
      return place;
    }
    boolean old = behind < asked[place] && behind <= countMask / 2;
    return old ? ANSWERED_BEFORE : NEVER_ASKED;
  }
}
