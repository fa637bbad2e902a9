package org.spinngate.server.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.spinngate.server.net.PortDrop;
import org.spinngate.server.net.PortMeter;

/**
 * Counts packets that got no further than to a UDP port.
 *
 * <p>Thread-safe.
 */
final class PortMetrics implements PortMeter {
  private final WordCounter<PortDrop> drops;

  PortMetrics(PrometheusRegistry registry) {
    this.drops =
        new WordCounter<>(
            registry,
            new WordCounter.Name(
                "spinngate_port_drops_total",
                "Packets that came to a UDP port of the server and got no further. socket-overflow:"
                    + " the system's receive buffer was full (looked at every 5 s). too-many-hops:"
                    + " too many were on their way to the event loop of one client.",
                "reason"),
            PortDrop.values(),
            PortDrop::label);
  }

  @Override
  public void dropped(PortDrop reason, int packets) {
    drops.add(reason, packets);
  }
}
