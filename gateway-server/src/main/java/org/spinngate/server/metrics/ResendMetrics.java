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
        counter(
            registry,
            "spinngate_packets_asked_total",
            "Packets by UDP that clients were asked for, each time they were.");
    this.recovered =
        counter(
            registry,
            "spinngate_packets_recovered_total",
            "Packets by UDP that were asked for and came.");
    this.givenUp =
        counter(
            registry,
            "spinngate_packets_given_up_total",
            "Packets by UDP that were asked for and missed for good.");
    this.resent =
        counter(
            registry,
            "spinngate_packets_resent_total",
            "Packets by UDP that were sent again because a client asked.");
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
