package org.spinngate.server.metrics;

import io.netty.util.concurrent.EventExecutor;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * How late event loops do what is due: a loop that is late holds every datagram of its sessions up.
 *
 * <p>Each loop measures itself, four times a second.
 */
final class LoopLag {
  private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(250);

  private final TimeHistogram lag =
      new TimeHistogram(
          "spinngate_event_loop_lag_seconds", "How late an event loop did what was due.", "loop");

  private final LongSupplier nanoTime;

  LoopLag(PrometheusRegistry registry, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    registry.register(lag);
  }

  /** Watches the loops until they are shut down. */
  void watch(Iterable<EventExecutor> loops) {
    int number = 0;
    for (EventExecutor loop : loops) {
      schedule(loop, lag.row(Integer.toString(number)));
      number++;
    }
  }

  private void schedule(EventExecutor loop, TimeHistogram.Row row) {
    long due = nanoTime.getAsLong() + BETWEEN;
    var unused = new LaterTask(() -> look(loop, row, due)).in(loop, BETWEEN, TimeUnit.NANOSECONDS);
  }

  private void look(EventExecutor loop, TimeHistogram.Row row, long due) {
    try {
      row.add(Math.max(0, nanoTime.getAsLong() - due));
    } finally {
      if (!loop.isShuttingDown()) {
        schedule(loop, row);
      }
    }
  }
}
