package org.spinngate.simulated;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;

/** Sees each datagram that comes to a board's sockets, before the board does. */
@FunctionalInterface
public interface ArrivalFilter {
  /**
   * A datagram came. Called on the event loop; of one port in the order in which they came.
   *
   * @param port of the board
   * @param content only to be looked at
   * @return whether the board gets it
   */
  boolean passes(int port, InetSocketAddress sender, ByteBuf content);
}
