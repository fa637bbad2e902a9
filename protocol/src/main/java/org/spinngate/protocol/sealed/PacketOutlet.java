package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBufAllocator;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.loss.Line;

/** A UDP socket, and its peer at present. On the event loop of a path. */
public interface PacketOutlet extends Line {
  /** Makes the buffers of packets. */
  ByteBufAllocator allocator();

  /**
   * The longest packet that the system sends to the peer whole or not at all, as probes must be;
   * {@link org.spinngate.protocol.mtu.PacketSize#BASE} if it makes fragments.
   */
  int longestPacket();

  /** Datagrams that were gathered for a packet cannot leave any more. */
  void unsent(Unsent datagrams);
}
