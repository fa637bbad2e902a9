package org.spinngate.client.path;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether this machine leaves a program the time to be quick. Where it does not, answers are late
 * and packets are lost without any fault of the line.
 */
public final class MachineLoad {
  /** Long enough for other programs to come in between. */
  private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** Two programs that share a processor fairly leave each this much. */
  private static final int BUSY_PERCENT = 60;

  private static final int PERCENT = 100;

  private final LongSupplier nanoTime;
  private final LongSupplier cpuNanos;

  /**
   * @param nanoTime a monotonic clock in nanoseconds
   * @param cpuNanos what the calling thread has had of a processor so far, in nanoseconds; negative
   *     if nobody knows
   */
  MachineLoad(LongSupplier nanoTime, LongSupplier cpuNanos) {
    this.nanoTime = nanoTime;
    this.cpuNanos = cpuNanos;
  }

  /** That of this machine, by its own clocks. */
  public static MachineLoad present() {
    return new MachineLoad(
        System::nanoTime, ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
  }

  /** Works for 50 ms, and returns a line for the user if that took much longer. */
  public Optional<String> warning() {
    long began = nanoTime.getAsLong();
    long had = cpuNanos.getAsLong();
    long worked = 0;
    long took = 0;
    while (had >= 0 && worked < WORK_NANOS && took < PATIENCE_NANOS) {
      worked = cpuNanos.getAsLong() - had;
      took = nanoTime.getAsLong() - began;
    }
    long share = took == 0 ? PERCENT : worked * PERCENT / took;
    return share >= BUSY_PERCENT ? Optional.empty() : Optional.of(words(share));
  }

  private static String words(long share) {
    return ("this machine is busy: a program gets %d %% of a processor. What looks like a slow or"
            + " lossy line, or like a server that does not answer, may be this machine; check again"
            + " when it has time")
        .formatted(share);
  }
}
