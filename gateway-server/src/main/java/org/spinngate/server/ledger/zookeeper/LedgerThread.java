package org.spinngate.server.ledger.zookeeper;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * The one thread of a ledger: everything that it knows changes there, and listeners are called
 * there.
 *
 * <p>Thread-safe.
 */
final class LedgerThread implements Executor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerThread.class);
  private static final long STOP_SECONDS = 5;

  private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
  private final ScheduledThreadPoolExecutor executor;

  LedgerThread() {
    DefaultThreadFactory factory = new DefaultThreadFactory("ledger", true);
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread made = factory.newThread(work);
              thread.set(made);
              return made;
            });
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setRemoveOnCancelPolicy(true);
  }

  /** Does it after everything that is to be done already; nothing any more once closed. */
  @Override
  public void execute(Runnable task) {
    var unused = later(task, Duration.ZERO);
  }

  /** Does it after a while; the answer cancels it. */
  Future<?> later(Runnable task, Duration delay) {
    LaterTask guarded = new LaterTask(task, fault -> LOG.error("fault in the ledger", fault));
    try {
      return guarded.in(executor, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      return new FutureTask<>(guarded, true);
    }
  }

  boolean isHere() {
    return Thread.currentThread().equals(thread.get());
  }

  /** Does what is to be done now, and ends, not later than in 5 s. Blocks, if not called there. */
  @Override
  public void close() {
    execute(executor::shutdown);
    try {
      if (!isHere() && !executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
