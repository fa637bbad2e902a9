package org.spinngate.protocol.testing;

import java.util.SplittableRandom;

/** Decides when what came in one direction leaves a relay, for one connection or application. */
final class Timetable {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** The shortest retransmission time-out of Linux; none is ever longer than the longest here. */
  private static final long SHORTEST_TIMEOUT = 200_000_000L;

  private static final long LONGEST_TIMEOUT = 60 * NANOS_PER_SECOND;

  private final SplittableRandom random;
  private boolean losing;
  private boolean started;
  private long lastDue;
  private long bunchEnd;
  private long rateFree;

  Timetable(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** How many of the bytes that have arrived go into the next segment. */
  int cut(Conditions conditions, int bytes) {
    int longest = conditions.longestSegment();
    return longest == 0 ? bytes : Math.min(bytes, 1 + random.nextInt(longest));
  }

  /** Whether something happens that has this probability. */
  boolean happens(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }

  /**
   * Whether the next one is lost. Runs of losses follow Gilbert's model: a line that is either good
   * or bad, and whose state may change with each datagram.
   */
  boolean loses(Conditions conditions) {
    double share = conditions.loss();
    if (conditions.lossRun() <= 1 || share <= 0 || share >= 1) {
      losing = false;
      return happens(share);
    }
    double end = 1 / conditions.lossRun();
    losing = losing ? !happens(end) : happens(end * share / (1 - share));
    return losing;
  }

  /**
   * How long TCP takes to notice that a segment is lost and to send it again, until it is not lost:
   * the time-out is a round trip, and doubles each time. Zero for most segments.
   */
  long stall(Conditions conditions) {
    long roundTrip = 2 * conditions.delay().plus(conditions.jitter()).toNanos();
    long timeout = Math.max(SHORTEST_TIMEOUT, roundTrip);
    long stall = 0;
    boolean lost = loses(conditions);
    while (lost && timeout <= LONGEST_TIMEOUT) {
      stall += timeout;
      timeout *= 2;
      lost = happens(conditions.loss());
    }
    return stall;
  }

  /** When what arrived at {@code now} leaves; never before the one ahead of it. */
  long due(Conditions conditions, long now, int bytes) {
    if (!started) {
      started = true;
      lastDue = now;
      bunchEnd = now;
      rateFree = now;
    }
    long due = now + conditions.delay().toNanos();
    long jitter = conditions.jitter().toNanos();
    due += jitter == 0 ? 0 : random.nextLong(jitter);
    long bunch = conditions.bunch().toNanos();
    if (bunch > 0 && now - bunchEnd >= 0) {
      bunchEnd = now + bunch;
    }
    due = bunch == 0 ? due : later(due, bunchEnd);
    due = later(due, lastDue);
    if (conditions.bytesPerSecond() > 0) {
      due = later(due, rateFree);
      rateFree = due + bytes * NANOS_PER_SECOND / conditions.bytesPerSecond();
    }
    lastDue = due;
    return due;
  }

  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }
}
