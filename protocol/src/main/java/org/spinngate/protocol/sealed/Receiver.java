package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import org.spinngate.protocol.DropReason;

/** Takes what comes by a sealed path. Called on its event loop. */
public interface Receiver {
  /**
   * An SCP datagram, which the receiver takes over; {@link org.spinngate.protocol.DataFrame#MARKED}
   * if a mark stands before it.
   */
  void scp(int flow, ByteBuf datagram);

  /** A datagram was dropped on its way. */
  void dropped(DropReason reason);

  /** So many datagrams have left the peer and will never arrive. */
  void missing(int datagrams);
}
