package org.spinngate.server.scp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.net.InetSocketAddress;
import org.spinngate.protocol.DropReason;

/** The flow that a {@link DatagramFilter} stands in. Called on the session's event loop. */
public interface FilteredFlow {
  /** Makes the buffers of what the filter sends, or puts in the place of others. */
  ByteBufAllocator alloc();

  /** The address and port on the board's network at which the board reaches the flow. */
  InetSocketAddress address();

  /**
   * Takes over a datagram of the filter's own, which leaves for the board at once, or not at all.
   * It waits in no queue, takes no slot, and nobody counts it.
   */
  void sendUncounted(ByteBuf datagram);

  /** Takes over a datagram of the filter's own, for the client as if it had come from the board. */
  void sendToClient(ByteBuf datagram);

  /** The filter has dropped a datagram. */
  void dropped(DropReason reason);
}
