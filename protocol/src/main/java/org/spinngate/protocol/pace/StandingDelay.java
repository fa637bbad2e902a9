package org.spinngate.protocol.pace;

/**
 * How much later than ever something arrived, from the sender's clock and ours, which agree on
 * nothing but their speed. Whoever fills a line for minutes makes all packets late, and that must
 * not become usual. So the shortest way counts for long: it grows by a millisecond in ten seconds,
 * as clocks drift apart by less, and a way that has become longer for good is usual in the end.
 */
final class StandingDelay {
  private static final long MILLIS_TO_GROW = 10_000;

  private boolean begun;
  private int shortest;
  private long grownAt;

  /**
   * Notes an arrival.
   *
   * @param arrivedAt milliseconds of our clock
   * @param mark milliseconds of the sender's, modulo 2^32
   * @return in milliseconds, not negative
   */
  int of(long arrivedAt, int mark) {
    // But for an unknown constant, and modulo 2^32: only differences mean something.
    int way = (int) arrivedAt - mark;
    grow(arrivedAt);
    if (!begun || way - shortest < 0) {
      restart(arrivedAt, mark);
    }
    return way - shortest;
  }

  private void grow(long now) {
    long steps = (now - grownAt) / MILLIS_TO_GROW;
    shortest += (int) steps;
    grownAt += steps * MILLIS_TO_GROW;
  }

  /** What comes next goes another way, which may be longer. */
  void forget() {
    begun = false;
  }

  /** From here on this is the shortest way. */
  void restart(long arrivedAt, int mark) {
    begun = true;
    shortest = (int) arrivedAt - mark;
    grownAt = arrivedAt;
  }
}
