package org.spinngate.protocol.pace;

import java.util.concurrent.TimeUnit;

/**
 * Decides how fast packets may leave, by what the receiver tells of about every quarter of a
 * second.
 *
 * <pre>
 *                  far less comes than leaves: the line's limit is known
 *              ┌──────────────────────────────────────────────────────────┐
 *              │                                                          ▼
 *   no limit ──┴─ all comes late: is it our queue? ──▶ slower ─ it is ─▶ limit, up and down with the queue
 *      ▲                                                 │                │
 *      └────── it is not: others fill the line ◀─────────┘                │
 *      └────── far less is sent for 10 s than may be ◀────────────────────┘
 * </pre>
 *
 * <p>What a bad line loses by chance sets no limit: a tenth may be missing, and packets that come
 * are in time. Where a queue is full, packets come late, all of them. If that does not end although
 * less is sent, others fill the line, and it is shared: no less is sent than half of what the line
 * has carried, so that neither starves.
 *
 * <p>Confined to the event loop; makes no objects.
 */
final class PaceRate {
  /** A queue on the line is that long, in milliseconds. */
  private static final int FULL_MILLIS = 40;

  private static final int EMPTY_MILLIS = 20;

  /** A queue that drains gets shorter by so much. */
  private static final int DRAINS_MILLIS = 5;

  /** Bytes a second: who sends less is not what fills a line. */
  private static final long LITTLE = 30_000;

  private static final long LEAST = 20_000;
  private static final double COMES = 0.85;
  private static final double SLOWER = 0.85;
  private static final double FASTER = 1.05;
  private static final double USED = 0.7;
  private static final double OUR_PART = 0.5;
  private static final int SURE = 2;
  private static final int SURE_WITHOUT_QUEUE = 10;
  private static final int NOT_OURS = 4;
  private static final int SURELY_DRAINS = 2;
  private static final double NO_BETTER = 0.05;

  /** Others who begin make a line lose for less long. */
  private static final int NARROWER = 4;

  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(10);

  private long rate;
  private double capacity;
  private boolean ours;
  private int signs;
  private int tries;
  private int narrower;
  private int lateBefore;
  private int drains;
  private double cameAtFirst;
  private boolean sharedWithOthers;
  private long sharedSince;
  private boolean losesByChance;
  private long chanceSince;
  private long usedAt;

  boolean isLimited() {
    return rate > 0;
  }

  /** What may leave in a second; 0 without a limit. */
  long bytesPerSecond() {
    return rate;
  }

  /**
   * Takes a measurement of a quarter of a second or more.
   *
   * @param late in milliseconds, of what came least late
   * @param left bytes a second that were sent
   * @param came bytes a second that have come
   */
  void measured(int late, long left, long came, long now) {
    boolean lacking = left > LITTLE && came < COMES * left;
    boolean full = late >= FULL_MILLIS;
    signs = lacking || full ? signs + 1 : 0;
    if (rate > 0) {
      adjust(late, lacking, left, came, now);
    } else if (signs >= signsNeeded(late) && left > LITTLE && mayBegin(lacking, now)) {
      cameAtFirst = lacking ? (double) came / left : 1;
      begin(lacking, came, now);
    }
    lateBefore = late;
  }

  /** Long packets may be lost, and in a moment there will be none. */
  private static int signsNeeded(int late) {
    return late >= EMPTY_MILLIS ? SURE : SURE_WITHOUT_QUEUE;
  }

  private boolean mayBegin(boolean lacking, long now) {
    sharedWithOthers &= now - sharedSince < LONG_NANOS;
    losesByChance &= now - chanceSince < LONG_NANOS;
    return lacking ? !losesByChance : !sharedWithOthers;
  }

  private void begin(boolean lacking, long came, long now) {
    ours = lacking;
    capacity = came;
    tries = 0;
    narrower = 0;
    usedAt = now;
    slowDownTo(SLOWER * came);
  }

  private void slowDownTo(double wanted) {
    rate = Math.max(floor(), (long) wanted);
  }

  /** Who else fills the line has enough if we send no more than that. */
  private long floor() {
    return Math.max(LEAST, (long) (OUR_PART * capacity));
  }

  private void adjust(int late, boolean lacking, long left, long came, long now) {
    capacity = Math.max(capacity, (double) came);
    usedAt = left > USED * rate ? now : usedAt;
    narrower = lacking && rate <= floor() ? narrower + 1 : 0;
    if (lacking && signs >= signsNeeded(late)) {
      lacks(late, left, came, now);
    } else if (late >= FULL_MILLIS) {
      full(late, now);
    } else {
      drained(late, left, now);
    }
  }

  private void lacks(int late, long left, long came, long now) {
    ours = true;
    if (narrower >= NARROWER) {
      narrower = 0;
      if (late < FULL_MILLIS && (double) came / Math.max(1, left) < cameAtFirst + NO_BETTER) {
        // As much is lost of less: it is not lost for want of room.
        losesByChance = true;
        chanceSince = now;
        rate = 0;
        return;
      }
      capacity = came / OUR_PART;
    }
    slowDownTo(SLOWER * came);
  }

  private void drained(int late, long left, long now) {
    ours = true;
    if (late < EMPTY_MILLIS && left > USED * rate) {
      rate = (long) (rate * FASTER);
    } else if (now - usedAt >= LONG_NANOS) {
      rate = 0;
    }
  }

  private void full(int late, long now) {
    drains = late <= lateBefore - DRAINS_MILLIS ? drains + 1 : 0;
    if (drains >= SURELY_DRAINS) {
      // Only a queue that is ours gets shorter and shorter when we send less.
      tries = 0;
    } else if (drains == 0 && !ours && ++tries >= NOT_OURS) {
      sharedWithOthers = true;
      sharedSince = now;
      rate = 0;
    } else if (drains == 0) {
      slowDownTo(SLOWER * rate);
    }
  }
}
