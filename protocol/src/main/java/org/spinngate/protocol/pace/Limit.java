package org.spinngate.protocol.pace;

/** How fast may be sent, by what the line has carried. Confined to the event loop. */
final class Limit {
  private static final long LEAST = 20_000;
  private static final double SLOWER = 0.85;
  private static final double FASTER = 1.05;
  private static final double USED = 0.7;
  private static final double OUR_PART = 0.5;

  private double capacity;
  private long rate;
  private long usedAt;

  /**
   * Somewhat less than comes.
   *
   * @param came bytes a second
   */
  Limit(long came, long now) {
    capacity = came;
    usedAt = now;
    slowDownTo(came);
  }

  long bytesPerSecond() {
    return rate;
  }

  /** Takes notice of what was sent and came. */
  void look(LineSample sample) {
    capacity = Math.max(capacity, (double) sample.came());
    usedAt = isUsed(sample) ? sample.now() : usedAt;
  }

  private boolean isUsed(LineSample sample) {
    return sample.left() > USED * rate;
  }

  /** Whether far less has been sent for long. */
  boolean isFarAway(long now) {
    return now - usedAt >= Exemptions.LONG_NANOS;
  }

  /** Whether it is as low as it gets. */
  boolean isLowest() {
    return rate <= floor();
  }

  /** Who else fills the line has enough if we send no more than that. */
  private long floor() {
    return Math.max(LEAST, (long) (OUR_PART * capacity));
  }

  /** What comes is all that the line carries for us. */
  void narrow(long came) {
    capacity = came / OUR_PART;
  }

  /** Somewhat less than this may leave. */
  void slowDownTo(long bytes) {
    rate = Math.max(floor(), (long) (SLOWER * bytes));
  }

  void slowDown() {
    slowDownTo(rate);
  }

  /** A little more may leave, if what may leave does. */
  boolean speedUp(LineSample sample) {
    boolean used = isUsed(sample);
    rate = used ? (long) (rate * FASTER) : rate;
    return used;
  }
}
