package org.spinngate.simulated;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * The unbooted board's "here I am". A real ROM broadcasts it until somebody has talked to it, and
 * then sends it to that host's boot port; a simulated one keeps silent until then or always sends
 * it to the one who listens for it, and never talks to anything but this machine. Event loop only.
 */
final class HelloSender {
  /** Hosts listen for it here, also if they sent from another port. */
  static final int HOST_PORT = 54321;

  private final Network network;
  private final Optional<InetSocketAddress> listener;
  private Optional<InetSocketAddress> host = Optional.empty();

  HelloSender(Network network, Optional<InetSocketAddress> listener) {
    this.network = network;
    this.listener = listener;
  }

  void heardFrom(InetSocketAddress sender) {
    host = Optional.of(new InetSocketAddress(sender.getAddress(), HOST_PORT));
  }

  void forget() {
    host = Optional.empty();
  }

  void send() {
    listener
        .or(() -> host)
        .filter(to -> to.getAddress().isLoopbackAddress())
        .ifPresent(to -> network.sendFromBoot(BootPacket.hello(), to));
  }
}
