package org.spinngate.protocol.pace;

import java.util.concurrent.TimeUnit;

/** Why a line may seem full for ten seconds or more without being filled by us. */
final class Exemptions {
  static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** A way that has become longer for good does not slow a stream down again and again. */
  private static final long LONGEST_NANOS = 32 * LONG_NANOS;

  private boolean othersFill;
  private long othersSince;
  private long othersFor = LONG_NANOS;
  private boolean othersSeen;
  private boolean losesByChance;
  private long chanceSince;

  /** A queue stays although less is sent. */
  void othersFill(long now) {
    boolean again = othersSeen && now - othersSince < 2 * othersFor;
    othersFor = again ? Math.min(LONGEST_NANOS, 2 * othersFor) : LONG_NANOS;
    othersSeen = true;
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
    othersFill &= sample.now() - othersSince < othersFor;
    losesByChance &= sample.now() - chanceSince < LONG_NANOS;
    return sample.isLacking() ? losesByChance : othersFill;
  }
}
