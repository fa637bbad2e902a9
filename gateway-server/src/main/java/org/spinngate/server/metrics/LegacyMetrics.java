package org.spinngate.server.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.spinngate.server.legacy.LegacyDrop;
import org.spinngate.server.legacy.LegacyMeter;

/**
 * Counts what old clients send in vain.
 *
 * <p>Thread-safe.
 */
final class LegacyMetrics implements LegacyMeter {
  private final WordCounter<LegacyDrop> drops;

  LegacyMetrics(PrometheusRegistry registry) {
    this.drops =
        new WordCounter<>(
            registry,
            new WordCounter.Name(
                "spinngate_legacy_drops_total",
                "Datagrams and connections of old clients that got no session.",
                "reason"),
            LegacyDrop.values(),
            LegacyDrop::label);
  }

  @Override
  public void dropped(LegacyDrop reason) {
    drops.add(reason, 1);
  }
}
