package org.spinngate.server.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.spinngate.server.admission.Facility;

/** Shows how one of several gateways gets on with the others. */
final class FacilityMetrics {
  private FacilityMetrics() {}

  static void register(PrometheusRegistry registry, Facility facility) {
    Counters.gauge(
        registry,
        "spinngate_cluster_sure",
        "1 if this one of several gateways may speak to its boards, 0 while they pause.",
        () -> facility.maySpeak() ? 1 : 0);
    Counters.gauge(
        registry,
        "spinngate_cluster_engine_reached",
        "1 if the engine by which the gateways agree is reached, else 0.",
        () -> facility.engineReached() ? 1 : 0);
    CounterWithCallback.builder()
        .name("spinngate_cluster_fenced_total")
        .help("How often the other gateways had to take this one's boards.")
        .callback(callback -> callback.call((double) facility.fenced()))
        .register(registry);
  }
}
