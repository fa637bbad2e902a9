package org.spinngate.protocol.pace;

/** What became of what was sent, in a quarter of a second or more. Immutable. */
final class LineSample {
  /** Bytes a second: who sends less is not what fills a line. */
  private static final long LITTLE = 30_000;

  /** A queue on the line is that long, in milliseconds. */
  private static final int FULL_MILLIS = 40;

  private static final int EMPTY_MILLIS = 20;

  /** A queue that others fill gets longer and shorter by more than that. */
  private static final int WAVERS_MILLIS = 5;

  private static final double COMES = 0.85;
  private static final int SURE = 2;
  private static final int SURE_WITHOUT_QUEUE = 10;

  private final int late;
  private final long left;
  private final long came;
  private final long now;

  /**
   * @param late in milliseconds, of what came least late
   * @param left bytes a second that were sent
   * @param came bytes a second that have come
   * @param now when it was told
   */
  LineSample(int late, long left, long came, long now) {
    this.late = late;
    this.left = left;
    this.came = came;
    this.now = now;
  }

  /** The same if there is a queue at least. */
  LineSample withQueue() {
    return isFull() ? this : new LineSample(FULL_MILLIS, left, came, now);
  }

  int late() {
    return late;
  }

  long left() {
    return left;
  }

  long came() {
    return came;
  }

  long now() {
    return now;
  }

  /** Whether so much was sent that it may be what fills the line. */
  boolean isMuch() {
    return left > LITTLE;
  }

  /** Whether far less came than left. */
  boolean isLacking() {
    return isMuch() && came < COMES * left;
  }

  /** Whether a queue is full, so that all comes late. */
  boolean isFull() {
    return late >= FULL_MILLIS;
  }

  /** Whether there is no queue. */
  boolean isEmpty() {
    return late < EMPTY_MILLIS;
  }

  /** Whether there may be a queue that was there before anything was known of the line. */
  boolean mayHideQueue() {
    return late >= WAVERS_MILLIS || isLacking();
  }

  /** Which part of what left came. */
  double part() {
    return (double) came / Math.max(1, left);
  }

  /**
   * How often in a row there must be a sign. Long packets may be lost, and in a moment there will
   * be none.
   */
  int signsNeeded() {
    return isEmpty() ? SURE_WITHOUT_QUEUE : SURE;
  }

  /** The same if others are known to have a limit; yet a moment of chance loss is not it. */
  int signsNeededBesideOthers() {
    return isEmpty() ? SURE : 1;
  }
}
