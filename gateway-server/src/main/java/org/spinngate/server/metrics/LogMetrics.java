package org.spinngate.server.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.LongSupplier;

/**
 * Shows how much of the log was lost, once it is known who counts that.
 *
 * <p>Thread-safe.
 */
final class LogMetrics {
  private volatile LongSupplier lostLines = () -> 0;

  LogMetrics(PrometheusRegistry registry) {
    CounterWithCallback.builder()
        .name("spinngate_log_lines_lost_total")
        .help(
            "Lines of the log that were lost because its reader or its disk stood still, or because"
                + " the disk is full.")
        .callback(callback -> callback.call((double) lostLines.getAsLong()))
        .register(registry);
  }

  void watch(LongSupplier lost) {
    lostLines = lost;
  }
}
