package org.spinngate.server.cluster.member;

import java.util.concurrent.TimeUnit;

/**
 * Notices when clocks disagree about how much time has passed, as after the machine has slept or
 * was moved, or somebody has set the time.
 *
 * <p>Used by one thread.
 */
final class ClockJumps {
  private static final long MOST_MILLIS = 1_000;

  private final Clocks clocks;
  private long nanos;
  private long wall;
  private long uptime;

  ClockJumps(Clocks clocks) {
    this.clocks = clocks;
    note();
  }

  private void note() {
    nanos = clocks.nanoTime().getAsLong();
    wall = clocks.wallMillis().getAsLong();
    uptime = clocks.uptimeMillis().getAsLong();
  }

  /** Whether one has jumped since the last look. */
  boolean look() {
    long nanosBefore = nanos;
    long wallBefore = wall;
    long uptimeBefore = uptime;
    note();
    long passed = TimeUnit.NANOSECONDS.toMillis(nanos - nanosBefore);
    return Math.abs(wall - wallBefore - passed) > MOST_MILLIS
        || Math.abs(uptime - uptimeBefore - passed) > MOST_MILLIS;
  }
}
