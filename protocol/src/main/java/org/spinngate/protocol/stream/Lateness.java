package org.spinngate.protocol.stream;

/**
 * How much later than usual something arrived, from the sender's clock and ours, which agree on
 * nothing but their speed. Usual is the shortest way of the last 15 to 30 s, or of the latest marks
 * before, if there were none for longer; so a lasting change of the path is usual after 30 s at
 * most, and clocks that drift apart do no harm.
 */
public final class Lateness {
  private static final long BUCKET_MILLIS = 15_000;

  private boolean begun;
  private long bucketBeganAt;
  private int shortest;
  private int shortestBefore;

  /**
   * Notes an arrival.
   *
   * @param arrivedAt milliseconds of our clock
   * @param mark milliseconds of the sender's, modulo 2^32
   * @return in milliseconds, not negative
   */
  public int of(long arrivedAt, int mark) {
    // The length of the way but for an unknown constant, modulo 2^32: only differences mean
    // something, and they are right as long as they are shorter than 24 days.
    int way = (int) arrivedAt - mark;
    if (!begun) {
      restart(arrivedAt, mark);
    } else if (arrivedAt - bucketBeganAt >= BUCKET_MILLIS) {
      shortestBefore = shortest;
      shortest = way;
      bucketBeganAt = arrivedAt;
    } else {
      shortest = shorter(way, shortest);
    }
    return Math.max(0, way - shorter(shortest, shortestBefore));
  }

  /** What arrived is known to be in time: from here on its way is the usual one. */
  public void restart(long arrivedAt, int mark) {
    begun = true;
    bucketBeganAt = arrivedAt;
    shortest = (int) arrivedAt - mark;
    shortestBefore = shortest;
  }

  private static int shorter(int one, int other) {
    return one - other < 0 ? one : other;
  }
}
