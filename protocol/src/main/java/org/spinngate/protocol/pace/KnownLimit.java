package org.spinngate.protocol.pace;

/** The line carries no more: the limit goes up and down with the queue. */
final class KnownLimit implements PaceState {
  private static final double NO_BETTER = 0.05;

  /** Others who begin make a line lose for less long. */
  private static final int NARROWER = 4;

  private final PaceState noLimit;
  private final LimitedLine line;
  private final Limit limit;
  private final double cameAtFirst;
  private int narrower;

  /**
   * @param noLimit what comes after it if it is none
   * @param cameAtFirst which part of what left came when it began
   */
  KnownLimit(PaceState noLimit, LimitedLine line, double cameAtFirst) {
    this.noLimit = noLimit;
    this.line = line;
    this.limit = line.limit();
    this.cameAtFirst = cameAtFirst;
  }

  @Override
  public long bytesPerSecond() {
    return limit.bytesPerSecond();
  }

  @Override
  public PaceState after(LineSample sample) {
    line.signs().look(sample);
    return adjusted(sample);
  }

  /** The same for one whose signs have been looked at. */
  PaceState adjusted(LineSample sample) {
    limit.look(sample);
    narrower = sample.isLacking() && limit.isLowest() ? narrower + 1 : 0;
    PaceState next = this;
    if (line.isSurelyLacking(sample)) {
      next = lacks(sample);
    } else if (sample.isFull()) {
      next = full(sample);
    } else {
      next = drained(sample);
    }
    line.drain().seen(sample.late());
    return next;
  }

  private PaceState lacks(LineSample sample) {
    if (narrower >= NARROWER) {
      narrower = 0;
      if (!sample.isFull() && sample.part() < cameAtFirst + NO_BETTER) {
        // As large a part of less is lost: the reason is not that the line is full.
        line.exemptions().losesByChance(sample.now());
        return noLimit;
      }
      limit.narrow(sample.came());
    }
    limit.slowDownTo(sample.came());
    return this;
  }

  private PaceState full(LineSample sample) {
    line.drain().full(sample.late());
    if (!line.drain().drains()) {
      limit.slowDown();
    }
    // However full others keep the line: who sends almost nothing has no part of it.
    return !sample.isMuch() && limit.isFarAway(sample.now()) ? noLimit : this;
  }

  private PaceState drained(LineSample sample) {
    boolean faster = sample.isEmpty() && limit.speedUp(sample);
    return !faster && limit.isFarAway(sample.now()) ? noLimit : this;
  }
}
