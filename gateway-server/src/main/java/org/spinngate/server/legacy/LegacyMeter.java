package org.spinngate.server.legacy;

/**
 * What the door for old clients tells the metrics.
 *
 * <p>Implementations are thread-safe.
 */
public interface LegacyMeter {
  /** Counts nothing. */
  LegacyMeter NONE = reason -> {};

  /** A datagram or a connection did not get as far as a session. */
  void dropped(LegacyDrop reason);
}
