package org.spinngate.simulated;

/** Learns what hosts send to applications. Called on the event loop. */
@FunctionalInterface
public interface ApplicationListener {
  /**
   * A message came for an application, by plain SDP or through a reverse IP tag; what it sends back
   * may go out with {@link SimulatedBoard#emit(int, byte[])}.
   */
  void received(SdpMessage message);
}
