package org.spinngate.server.net;

import io.netty.channel.socket.DatagramPacket;

/** Tells which address of this machine the datagrams of one socket were sent to. */
public interface Arrivals {
  /** Where a datagram was sent to, so that its answer can leave from there. */
  PortAddress of(DatagramPacket datagram);
}
