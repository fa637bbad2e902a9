package org.spinngate.server.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.spinngate.protocol.ResendCounts;

/**
 * Counts packets by UDP that were lost and asked for.
 *
 * <p>Thread-safe.
 */
final class ResendMetrics {
  private final CounterDataPoint asked;
  private final CounterDataPoint recovered;
  private final CounterDataPoint givenUp;
  private final CounterDataPoint resent;

  ResendMetrics(PrometheusRegistry registry) {
    this.asked =
        counter(registry, "spinngate_packets_asked_total", "Lost packets of clients, each ask.");
    this.recovered =
        counter(registry, "spinngate_packets_recovered_total", "Those that came when asked for.");
    this.givenUp =
        counter(registry, "spinngate_packets_given_up_total", "Those not asked for any more.");
    this.resent =
        counter(registry, "spinngate_packets_resent_total", "Sent again as a client asked.");
  }

  private static CounterDataPoint counter(PrometheusRegistry registry, String name, String help) {
    return Counters.of(registry, name, help).labelValues();
  }

  void add(ResendCounts since) {
    asked.inc(since.asked());
    recovered.inc(since.recovered());
    givenUp.inc(since.givenUp());
    resent.inc(since.resent());
  }
}
