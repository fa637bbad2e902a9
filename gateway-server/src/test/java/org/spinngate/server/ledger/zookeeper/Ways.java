package org.spinngate.server.ledger.zookeeper;

import java.net.InetSocketAddress;
import java.util.List;
import org.spinngate.protocol.testing.StreamRelay;

/** The ways of one gateway to each server of a quorum, which can be cut. */
final class Ways implements AutoCloseable {
  private final List<StreamRelay> relays;

  /** Ways that begin at this address of loopback. */
  Ways(String host, List<InetSocketAddress> servers) {
    relays =
        servers.stream()
            .map(server -> new StreamRelay(new InetSocketAddress(host, 0), server, 1))
            .toList();
  }

  List<InetSocketAddress> addresses() {
    return relays.stream()
        .map(StreamRelay::address)
        .map(at -> InetSocketAddress.createUnresolved(at.getHostString(), at.getPort()))
        .toList();
  }

  void cut() {
    relays.forEach(relay -> relay.refuse(true));
    relays.forEach(StreamRelay::reset);
  }

  void mend() {
    relays.forEach(relay -> relay.refuse(false));
  }

  /** Connections stay, and nothing passes. */
  void clog() {
    relays.forEach(StreamRelay::blackHole);
  }

  void heal() {
    relays.forEach(StreamRelay::heal);
  }

  @Override
  public void close() {
    relays.forEach(StreamRelay::close);
  }
}
