package org.spinngate.protocol.repeat;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The one way to do something again and again. Executors drop a repeated task after its first
 * exception and say nothing; this one tells of the fault and goes on at the next time.
 *
 * <p>Thread-safe; the task runs on the executor.
 */
public final class RepeatedTask {
  private final Runnable task;
  private final Consumer<Throwable> faults;
  private final Future<?> repetition;

  private RepeatedTask(
      ScheduledExecutorService executor,
      Duration first,
      Duration period,
      Runnable task,
      Consumer<Throwable> faults) {
    this.task = task;
    this.faults = faults;
    this.repetition =
        executor.scheduleAtFixedRate(
            this::run, first.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Begins to repeat a task, until it is cancelled or the executor ends.
   *
   * @param first how long until the first time
   * @param period from one time to the next, more than zero
   * @param faults told of what the task throws, on the executor
   */
  public static RepeatedTask start(
      ScheduledExecutorService executor,
      Duration first,
      Duration period,
      Runnable task,
      Consumer<Throwable> faults) {
    return new RepeatedTask(executor, first, period, task, faults);
  }

  private void run() {
    try {
      guarded();
    } catch (Throwable unheard) {
      Breakdown.endProcessIf(unheard);
      // The one who should hear of the fault failed, too. The task is still tried again.
    }
  }

  private void guarded() {
    try {
      task.run();
    } catch (Throwable fault) {
      Breakdown.endProcessIf(fault);
      faults.accept(fault);
    }
  }

  /** Ends the repetition; a run that is under way goes on to its end. Harmless the second time. */
  public void cancel() {
    repetition.cancel(false);
  }
}
