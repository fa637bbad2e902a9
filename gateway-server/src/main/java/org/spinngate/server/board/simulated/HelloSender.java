package org.spinngate.server.board.simulated;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The unbooted board's "here I am". A real ROM broadcasts it until somebody has talked to it, and
 * then sends it to that host's boot port; a simulated one keeps silent until then, and never talks
 * to anything but this machine. Event loop only.
 */
final class HelloSender {
  /** Hosts listen for it here, whatever port they sent from. */
  static final int HOST_PORT = 54321;

  private final Network network;
  private @Nullable InetAddress host;

  HelloSender(Network network) {
    this.network = network;
  }

  void heardFrom(InetSocketAddress sender) {
    host = sender.getAddress();
  }

  void forget() {
    host = null;
  }

  void send() {
    InetAddress to = host;
    if (to != null && to.isLoopbackAddress()) {
      network.sendFromBoot(BootPacket.hello(), new InetSocketAddress(to, HOST_PORT));
    }
  }
}
