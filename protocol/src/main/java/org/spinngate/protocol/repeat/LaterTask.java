package org.spinngate.protocol.repeat;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The one way to do something later. Executors put what a delayed task throws into a future that
 * nobody looks at; this one tells of it. Who asks for the next time at the end of each task says
 * here what is to be done if that end is not reached.
 *
 * <p>Thread-safe. May be started again and again, also while it waits; makes no objects but the
 * executor's.
 */
public final class LaterTask implements Runnable {
  private final Runnable task;
  private final Consumer<Throwable> faults;

  /** One whose faults are told to the thread, as what nobody has caught. */
  public LaterTask(Runnable task) {
    this(task, LaterTask::tellThread);
  }

  /**
   * @param faults told of what the task throws, on the executor; what it throws itself is told to
   *     the thread
   */
  public LaterTask(Runnable task, Consumer<Throwable> faults) {
    this.task = task;
    this.faults = faults;
  }

  /**
   * Has it done after a while.
   *
   * @return tells whether it is done, and cancels it
   */
  public Future<?> in(ScheduledExecutorService executor, long delay, TimeUnit unit) {
    return executor.schedule(this, delay, unit);
  }

  /** Does it now. */
  @Override
  public void run() {
    try {
      guarded();
    } catch (Throwable unheard) {
      tellThread(unheard);
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

  /** Tells of a fault that is not caught on this thread, which goes on. */
  public static void tellThread(Throwable fault) {
    Breakdown.endProcessIf(fault);
    Thread thread = Thread.currentThread();
    thread.getUncaughtExceptionHandler().uncaughtException(thread, fault);
  }
}
