package org.spinngate.client.local;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.function.Consumer;
import org.spinngate.client.net.BindAddresses;

/** Makes the sockets by which local applications are reached, ready to be bound. Any thread. */
final class LocalSockets {
  private final ClientSockets sockets;
  private final Consumer<String> warnings;
  private volatile boolean loopbackOnly;

  /**
   * @param sockets starts them
   * @param warnings told what works but is unwise
   */
  LocalSockets(ClientSockets sockets, Consumer<String> warnings) {
    this.sockets = sockets;
    this.warnings = warnings;
  }

  /** The one event loop. */
  EventLoop loop() {
    return sockets.loop();
  }

  /** From now on nobody but this machine reaches what is bound, if the system can do that. */
  void keepOthersOut() {
    loopbackOnly = true;
  }

  /**
   * The start for one port.
   *
   * @param role what it is for
   * @param address what it will be bound to
   * @param arrivals takes what arrives
   */
  Bootstrap port(LocalPort.Role role, InetAddress address, LocalPort.Arrivals arrivals) {
    return sockets.datagrams(
        address,
        channel -> {
          if (role.listens() && loopbackOnly && !LoopbackOnly.keep(channel)) {
            warnings.accept(BindAddresses.openToAll(address.getHostAddress()));
          }
          channel.pipeline().addLast("local", new LocalPort(role, arrivals, channel));
        });
  }
}
