package org.spinngate.protocol.pace;

/** The line carries all, or not less than for others: no limit, until there is proof of one. */
final class NoLimit implements PaceState {
  private final Exemptions exemptions;
  private final Signs signs;
  private final LineShare share;

  NoLimit(Exemptions exemptions, Signs signs, LineShare share) {
    this.share = share;
    this.exemptions = exemptions;
    this.signs = signs;
  }

  @Override
  public long bytesPerSecond() {
    return 0;
  }

  @Override
  public PaceState after(LineSample sample) {
    signs.look(sample);
    if (!isProven(sample) || !sample.isMuch() || exemptions.holdFor(sample)) {
      return this;
    }
    Limit limit = new Limit(sample.came(), sample.now(), share);
    LimitedLine line = new LimitedLine(exemptions, limit, signs, new QueueDrain(sample.late()));
    return sample.isLacking()
        ? new KnownLimit(this, line, sample.part())
        : new TriedLimit(this, line);
  }

  /** If others have a limit by the same line, fewer signs are enough. */
  private boolean isProven(LineSample sample) {
    return signs.areSure(sample) || (share.areOthers() && signs.areSureBesideOthers(sample));
  }
}
