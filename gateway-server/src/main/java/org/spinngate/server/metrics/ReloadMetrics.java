package org.spinngate.server.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * Counts attempts to read the configuration again.
 *
 * <p>Thread-safe.
 */
public final class ReloadMetrics {
  private final CounterDataPoint applied;
  private final CounterDataPoint refused;

  ReloadMetrics(PrometheusRegistry registry) {
    Counter results =
        Counters.of(
            registry,
            "spinngate_reloads_total",
            "Readings of a changed configuration: applied, or refused because of a mistake in it.",
            "result");
    this.applied = results.labelValues("applied");
    this.refused = results.labelValues("refused");
  }

  /** A new configuration holds. */
  public void applied() {
    applied.inc();
  }

  /** A new configuration was not fit; the old one goes on. */
  public void refused() {
    refused.inc();
  }
}
