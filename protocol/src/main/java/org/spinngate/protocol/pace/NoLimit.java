package org.spinngate.protocol.pace;

/** The line carries all, or not less than for others: no limit, until there is proof of one. */
final class NoLimit implements PaceState {
  private final Exemptions exemptions;
  private final Signs signs;

  NoLimit(Exemptions exemptions, Signs signs) {
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
    if (!signs.areSure(sample) || !sample.isMuch() || exemptions.holdFor(sample)) {
      return this;
    }
    Limit limit = new Limit(sample.came(), sample.now());
    QueueDrain drain = new QueueDrain(sample.late());
    return sample.isLacking()
        ? new KnownLimit(this, exemptions, limit, signs, drain, sample.part())
        : new TriedLimit(this, exemptions, limit, signs, drain);
  }
}
