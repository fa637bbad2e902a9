package org.spinngate.protocol.mtu;

import java.util.Arrays;

/**
 * The latest probes, and how long they take. Confined to the event loop; makes no objects.
 *
 * <p>An answer may come when the probe was given up long ago. It is believed nevertheless.
 */
final class Probes {
  private static final int REMEMBERED = 16;
  private static final int MOST_NUMBER = 0xFFFF;

  private final int[] numbers = new int[REMEMBERED];
  private final int[] sizes = new int[REMEMBERED];
  private final long[] leftAt = new long[REMEMBERED];
  private int latest;
  private int tries;
  private long firstAt;
  private long lastAt;
  private long roundTrip;

  /** What is tried from here on is another matter. */
  void begin() {
    tries = 0;
  }

  /** What has left went another way, and proves nothing. */
  void forget() {
    Arrays.fill(numbers, 0);
    roundTrip = 0;
    begin();
  }

  /**
   * A probe leaves.
   *
   * @return its number
   */
  int left(int bytes, long now) {
    latest = latest == MOST_NUMBER ? 1 : latest + 1;
    int slot = latest % REMEMBERED;
    numbers[slot] = latest;
    sizes[slot] = bytes;
    leftAt[slot] = now;
    firstAt = tries == 0 ? now : firstAt;
    lastAt = now;
    tries++;
    return latest;
  }

  /**
   * The peer has got a probe.
   *
   * @return its bytes, or 0 if that is no news or nobody knows any more
   */
  int came(int number, long now) {
    int slot = number % REMEMBERED;
    if (number == 0 || numbers[slot] != number) {
      return 0;
    }
    numbers[slot] = 0;
    roundTrip = now - leftAt[slot];
    return sizes[slot];
  }

  /** How many have left since the beginning. */
  int tries() {
    return tries;
  }

  /** Whether none has left for so long, or none at all since the beginning. */
  boolean hasRested(long nanos, long now) {
    return tries == 0 || now - lastAt >= nanos;
  }

  /** Whether so many have left, the first of them so long ago. */
  boolean isHopeless(int many, long nanos, long now) {
    return tries >= many && now - firstAt >= nanos;
  }

  /** What the latest that came took until that was known, in nanoseconds; 0 for none. */
  long roundTripNanos() {
    return roundTrip;
  }
}
