package org.spinngate.server.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.admission.GatewayRow;

/** Shows how one of several gateways gets on with the others. */
final class FacilityMetrics {
  private FacilityMetrics() {}

  static void register(PrometheusRegistry registry, Facility facility) {
    Counters.gauge(
        registry,
        "spinngate_cluster_sure",
        "1 if this gateway may speak to its boards, 0 while they pause; only with several"
            + " gateways.",
        () -> facility.maySpeak() ? 1 : 0);
    Counters.gauge(
        registry,
        "spinngate_cluster_safe_seconds",
        "For how long this gateway may speak to its boards without another beat: the ttl less what"
            + " has passed since the last one that ZooKeeper has; only with several gateways.",
        () -> facility.safeFor().toMillis() / 1000.0);
    Counters.gauge(
        registry,
        "spinngate_cluster_boards",
        "Boards that this gateway serves; only with several gateways.",
        () ->
            facility.rows().stream()
                .filter(GatewayRow::own)
                .mapToInt(row -> row.boards().size())
                .sum());
    Counters.gauge(
        registry,
        "spinngate_cluster_engine_reached",
        "1 if ZooKeeper is reached, else 0; only with several gateways.",
        () -> facility.engineReached() ? 1 : 0);
    Counters.gauge(
        registry,
        "spinngate_cluster_config_differs",
        "How many other gateways have other boards, users, limits or session times than this one.",
        () -> facility.rows().stream().filter(row -> !row.differs().isEmpty()).count());
    CounterWithCallback.builder()
        .name("spinngate_cluster_fenced_total")
        .help(
            "How often the other gateways had to take the boards of this one; only with several"
                + " gateways.")
        .callback(callback -> callback.call((double) facility.fenced()))
        .register(registry);
  }
}
