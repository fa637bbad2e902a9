package org.spinngate.protocol.sealed;

/**
 * Where a packet came from, and which of the server's addresses it was sent to, as answers leave
 * from that one. Two of the same addresses are equal.
 */
public interface PacketSource {
  /** Whether packets may be sent there at all, proved or not, as things are now. */
  boolean mayBeAnswered();
}
