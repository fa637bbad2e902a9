package org.spinngate.protocol.pace;

/** All comes late: is the queue ours? If it stays although less is sent, it is that of others. */
final class TriedLimit implements PaceState {
  private static final int NOT_OURS = 4;

  /** All came. */
  private static final double ALL = 1;

  private final PaceState noLimit;
  private final Exemptions exemptions;
  private final Limit limit;
  private final Signs signs;
  private final QueueDrain drain;
  private int tries;

  /**
   * @param noLimit what comes after it if the queue is that of others
   */
  TriedLimit(PaceState noLimit, Exemptions exemptions, Limit limit, Signs signs, QueueDrain drain) {
    this.noLimit = noLimit;
    this.exemptions = exemptions;
    this.limit = limit;
    this.signs = signs;
    this.drain = drain;
  }

  @Override
  public long bytesPerSecond() {
    return limit.bytesPerSecond();
  }

  @Override
  public PaceState after(LineSample sample) {
    signs.look(sample);
    if (!sample.isFull() || (sample.isLacking() && signs.areSure(sample))) {
      return new KnownLimit(noLimit, exemptions, limit, signs, drain, ALL).adjusted(sample);
    }
    limit.look(sample);
    drain.full(sample.late());
    drain.seen(sample.late());
    return drain.drains() ? whileItDrains() : whileItStays(sample.now());
  }

  private PaceState whileItDrains() {
    tries = drain.surelyDrains() ? 0 : tries;
    return this;
  }

  private PaceState whileItStays(long now) {
    if (++tries >= NOT_OURS) {
      exemptions.othersFill(now);
      return noLimit;
    }
    limit.slowDown();
    return this;
  }
}
