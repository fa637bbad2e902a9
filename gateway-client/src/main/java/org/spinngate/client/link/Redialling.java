package org.spinngate.client.link;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * The next attempt, while it waits for its time.
 *
 * <p>Confined to the event loop.
 */
final class Redialling {
  private final EventLoop loop;
  private final LaterTask task;
  private @Nullable Future<?> planned;

  /**
   * @param loop the one event loop
   * @param dial makes the attempt
   * @param failed hears of a fault of that
   */
  Redialling(EventLoop loop, Runnable dial, Consumer<Throwable> failed) {
    this.loop = loop;
    this.task = new LaterTask(() -> due(dial), failed);
  }

  private void due(Runnable dial) {
    planned = null;
    dial.run();
  }

  /** Dials after this pause. */
  void in(Duration pause) {
    planned = task.in(loop, pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Forgets the attempt, if there is one. */
  void cancel() {
    if (planned != null) {
      planned.cancel(false);
      planned = null;
    }
  }

  /** Whether an attempt waits. */
  boolean isPlanned() {
    return planned != null;
  }
}
