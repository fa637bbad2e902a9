package org.spinngate.simulated;

/** Learns what hosts send to applications through reverse IP tags. Called on the event loop. */
@FunctionalInterface
public interface InjectionListener {
  /** A datagram came in through a tag; replies may be sent with {@link SimulatedBoard#emit}. */
  void injected(int tag, byte[] payload);
}
