package org.spinngate.protocol.testing;

import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Time that stands still while the machine does. Patience that is measured by it is never at an end
 * only because this process was not allowed to run: a starved machine makes a second longer.
 *
 * <p>A thread looks at the real clock every few milliseconds; of a pause that was too long, only
 * what was meant counts. For any thread.
 */
public final class MachineTime {
  private static final long LOOK = 2_000_000;

  /** A look may be so late and still be on time. */
  private static final long MOST_AT_ONCE = 10_000_000;

  private static final MachineTime OF_THIS_PROCESS = new MachineTime();

  private final AtomicLong now = new AtomicLong();

  private MachineTime() {
    Thread thread = new Thread(this::run, "machine-time");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    long seen = System.nanoTime();
    while (true) {
      LockSupport.parkNanos(LOOK);
      long real = System.nanoTime();
      now.addAndGet(Math.min(MOST_AT_ONCE, real - seen));
      seen = real;
    }
  }

  /** Runs what it is given when so much of this time has passed. */
  public static Executor delayed(Duration time) {
    long until = nanos() + time.toNanos();
    return task -> later(until, task);
  }

  private static void later(long until, Runnable task) {
    long left = until - nanos();
    if (left <= 0) {
      task.run();
    } else {
      CompletableFuture.delayedExecutor(left, TimeUnit.NANOSECONDS)
          .execute(() -> later(until, task));
    }
  }

  /** This time instead of the real one; a time that tests make stays as it is. */
  static long nanos(Ticker ticker) {
    return ticker == Ticker.systemTicker() ? nanos() : ticker.nanoTime();
  }

  /** In nanoseconds; only differences mean something. Never faster than the real clock. */
  public static long nanos() {
    return OF_THIS_PROCESS.now.get();
  }
}
