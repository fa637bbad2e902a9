package org.spinngate.client.command;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

/**
 * Lets a boot leave for the board before its session ends. A program is done with a boot when it
 * has sent the last packet, which is long before the board can be given it.
 */
final class PendingBoot {
  /** A boot of 32 packets takes 0.3 s, or 6.4 s with the longest usual gap of a server. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** When nothing has left for so long, nothing will soon. */
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long LOOK_MILLIS = 50;

  private final IntSupplier onTheWay;
  private final LongSupplier nanoTime;

  /**
   * @param onTheWay how many packets have not left
   * @param nanoTime a monotonic clock in nanoseconds
   */
  PendingBoot(IntSupplier onTheWay, LongSupplier nanoTime) {
    this.onTheWay = onTheWay;
    this.nanoTime = nanoTime;
  }

  /**
   * Returns when the boot has left, or is not waited for any longer; at once if there is none.
   *
   * @param first run before it waits
   * @param pause waits for so many milliseconds, and says whether to go on
   */
  void leave(Runnable first, LongPredicate pause) {
    int left = onTheWay.getAsInt();
    if (left == 0 || !pause.test(0)) {
      return;
    }
    first.run();
    long begun = nanoTime.getAsLong();
    long changed = begun;
    long now = begun;
    while (left > 0 && now - begun < LONGEST_NANOS && now - changed < QUIET_NANOS) {
      if (!pause.test(LOOK_MILLIS)) {
        return;
      }
      int fewer = onTheWay.getAsInt();
      now = nanoTime.getAsLong();
      changed = fewer == left ? changed : now;
      left = fewer;
    }
  }
}
