package org.spinngate.server.cluster;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.protocol.repeat.RepeatedTask;

/**
 * What one of several gateways looks at now and then.
 *
 * <p>Thread-safe; looks are on the executor.
 */
final class Looks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Looks.class);
  private static final Duration LOOK = Duration.ofSeconds(15);

  private final EventExecutor executor;
  private final List<RepeatedTask> tasks = new CopyOnWriteArrayList<>();

  Looks(EventExecutor executor) {
    this.executor = executor;
  }

  /**
   * Looks from now on.
   *
   * @param what for the log, if that fails
   */
  void at(String what, Runnable task) {
    at(what, LOOK, task);
  }

  /** The same, as often as it says. */
  void at(String what, Duration period, Runnable task) {
    Faults faults =
        new Faults(
            System::nanoTime,
            (fault, more) -> LOG.error("fault while looking at {}{}", what, more, fault));
    tasks.add(RepeatedTask.start(executor, period, period, task, faults));
  }

  /** Looks no more. */
  @Override
  public void close() {
    tasks.forEach(RepeatedTask::cancel);
  }
}
