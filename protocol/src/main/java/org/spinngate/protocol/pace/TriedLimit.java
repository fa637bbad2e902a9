package org.spinngate.protocol.pace;

/** All comes late: is the queue ours? If it stays although less is sent, it is that of others. */
final class TriedLimit implements PaceState {
  private static final int NOT_OURS = 4;

  /** All came. */
  private static final double ALL = 1;

  private final PaceState noLimit;
  private final LimitedLine line;
  private int tries;

  /**
   * @param noLimit what comes after it if the queue is that of others
   */
  TriedLimit(PaceState noLimit, LimitedLine line) {
    this.noLimit = noLimit;
    this.line = line;
  }

  @Override
  public long bytesPerSecond() {
    return line.limit().bytesPerSecond();
  }

  @Override
  public PaceState after(LineSample sample) {
    line.signs().look(sample);
    if (!sample.isFull() || line.isSurelyLacking(sample)) {
      return new KnownLimit(noLimit, line, ALL).adjusted(sample);
    }
    line.limit().look(sample);
    QueueDrain drain = line.drain();
    drain.full(sample.late());
    drain.seen(sample.late());
    return drain.drains() ? whileItDrains() : whileItStays(sample.now());
  }

  private PaceState whileItDrains() {
    tries = line.drain().surelyDrains() ? 0 : tries;
    return this;
  }

  private PaceState whileItStays(long now) {
    if (++tries >= NOT_OURS) {
      line.exemptions().othersFill(now);
      return noLimit;
    }
    line.limit().slowDown();
    return this;
  }
}
