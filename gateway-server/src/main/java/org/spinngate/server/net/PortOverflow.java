package org.spinngate.server.net;

import io.netty.channel.Channel;
import org.spinngate.protocol.net.KernelDrops;

/** A socket of a port, and what the system has dropped since nobody had read it in time. */
record PortOverflow(Channel socket, KernelDrops drops) {
  static PortOverflow of(Channel socket) {
    return new PortOverflow(socket, KernelDrops.of(socket));
  }

  /** Tells what is new, on the socket's event loop. */
  void tell(PortMeter meter) {
    if (socket.isOpen() && !socket.eventLoop().isShuttingDown()) {
      socket.eventLoop().execute(() -> count(meter));
    }
  }

  private void count(PortMeter meter) {
    int lost = drops.fresh();
    if (lost > 0) {
      meter.dropped(PortDrop.SOCKET_OVERFLOW, lost);
    }
  }
}
