package org.spinngate.protocol.pace;

/** How fast may be sent, by what the line has carried. Confined to the event loop. */
final class Limit {
  private static final long LEAST = 20_000;
  private static final double SLOWER = 0.85;
  private static final double STEP = 0.05;
  private static final double USED = 0.7;
  private static final double OUR_PART = 0.5;
  private static final double LEAST_STEP = 0.02;
  private static final double MOST_STEP = 0.1;

  private final LineShare share;

  /** How fast what was believed before is believed again. */
  private static final double RECOVERS = 1.03;

  private double capacity;
  private double capacityBefore;
  private long rate;
  private long usedAt;

  /**
   * Somewhat less than comes, and no more than others have who share the line.
   *
   * @param came bytes a second
   */
  Limit(long came, long now, LineShare share) {
    this.share = share;
    capacity = came;
    usedAt = now;
    slowDownTo(share.areOthers() ? Math.min(came, share.equalPart()) : came);
  }

  long bytesPerSecond() {
    return rate;
  }

  /** Takes notice of what was sent and came. */
  void look(LineSample sample) {
    capacity = Math.max(capacity, (double) sample.came());
    if (capacity < capacityBefore && share.areOthers() && !sample.isLacking()) {
      // Many who begin one after the other make the line seem narrow for a while.
      capacity = Math.min(capacityBefore, capacity * RECOVERS);
    }
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
    double mine = share.areOthers() ? Math.min(capacity, (double) share.ofCarried()) : capacity;
    return Math.max(LEAST, (long) (OUR_PART * mine));
  }

  /** What comes is all that the line carries for us. */
  void narrow(long came) {
    capacityBefore = Math.max(capacity, capacityBefore);
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
    rate += used ? step() : 0;
    return used;
  }

  /** The same for all that share the line, so that those who have less catch up. */
  private long step() {
    double wanted = STEP * share.equalPart();
    return (long) Math.max(LEAST_STEP * rate, Math.min(MOST_STEP * rate, wanted));
  }
}
