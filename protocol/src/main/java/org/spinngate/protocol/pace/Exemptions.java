package org.spinngate.protocol.pace;

import java.util.concurrent.TimeUnit;

/** Why a line may seem full for ten seconds without being filled by us. */
final class Exemptions {
  static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(10);

  private boolean othersFill;
  private long othersSince;
  private boolean losesByChance;
  private long chanceSince;

  /** A queue stays although less is sent. */
  void othersFill(long now) {
    othersFill = true;
    othersSince = now;
  }

  /** As much is lost of less. */
  void losesByChance(long now) {
    losesByChance = true;
    chanceSince = now;
  }

  /** Whether there is one for what was seen. */
  boolean holdFor(LineSample sample) {
    othersFill &= sample.now() - othersSince < LONG_NANOS;
    losesByChance &= sample.now() - chanceSince < LONG_NANOS;
    return sample.isLacking() ? losesByChance : othersFill;
  }
}
