package org.spinngate.server.disk;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * The one thread that writes to files while the server runs. A disk may stand still for minutes;
 * then this thread does, and nobody else.
 *
 * <p>Thread-safe. It has no bound of its own: each file has at most one task here at a time.
 */
public final class Disk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Disk.class);
  private static final long STOP_SECONDS = 5;

  private final ScheduledExecutorService thread;

  /** Starts the thread. */
  public Disk() {
    ScheduledThreadPoolExecutor one =
        new ScheduledThreadPoolExecutor(1, new DefaultThreadFactory("disk", true));
    one.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread = one;
  }

  /** Does it as soon as what was asked for before is done; nothing any more once closed. */
  public void execute(Runnable task) {
    later(task, Duration.ZERO);
  }

  /** Does it after a while. */
  public void later(Runnable task, Duration delay) {
    try {
      LaterTask guarded =
          new LaterTask(task, fault -> LOG.error("fault while writing a file", fault));
      var unused = guarded.in(thread, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("nothing is written any more");
    }
  }

  /** Does what is to be done now, and ends; not later than in a few seconds. Blocks. */
  @Override
  public void close() {
    try {
      thread.submit(thread::shutdown);
      if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the disk takes nothing; what changed last is not in the files");
      }
    } catch (RejectedExecutionException e) {
      LOG.debug("closed already");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.shutdownNow();
  }
}
