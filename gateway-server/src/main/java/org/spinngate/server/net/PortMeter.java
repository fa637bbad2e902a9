package org.spinngate.server.net;

/**
 * What UDP ports tell the metrics.
 *
 * <p>Implementations are thread-safe.
 */
public interface PortMeter {
  /** Counts nothing. */
  PortMeter NONE = (reason, packets) -> {};

  /** Packets got no further than to a port. */
  void dropped(PortDrop reason, int packets);
}
