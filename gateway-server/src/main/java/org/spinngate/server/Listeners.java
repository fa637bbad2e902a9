package org.spinngate.server;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * The addresses that clients connect to.
 *
 * <p>Bound and closed by one thread that is no event loop; both block. Any thread may ask what is
 * bound until now.
 */
final class Listeners implements AutoCloseable {
  private final PortPair tunnels;
  private final Optional<PortPair> boots;
  private final List<InetSocketAddress> addresses = new CopyOnWriteArrayList<>();
  private final List<InetSocketAddress> bootAddresses = new CopyOnWriteArrayList<>();

  /**
   * @param tunnels what everybody connects to
   * @param boots what old clients bring their boots to, if they are served
   */
  Listeners(PortPair tunnels, Optional<PortPair> boots) {
    this.tunnels = tunnels;
    this.boots = boots;
  }

  /**
   * Binds one more address for everybody; port 0 takes a free one.
   *
   * @throws IOException if it cannot be bound
   */
  void bind(InetSocketAddress address) throws IOException {
    addresses.add(tunnels.bind(address));
  }

  /** The same for the boots of old clients. */
  void bindBoot(InetSocketAddress address) throws IOException {
    bootAddresses.add(boots.orElseThrow().bind(address));
  }

  /** What is bound for everybody, with real ports. */
  List<InetSocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  /** What is bound for the boots of old clients, with real ports. */
  List<InetSocketAddress> bootAddresses() {
    return List.copyOf(bootAddresses);
  }

  /** Addresses for people. */
  static String words(List<InetSocketAddress> addresses) {
    return addresses.stream().map(NetUtil::toSocketAddressString).collect(Collectors.joining(", "));
  }

  /** Nobody connects any more; harmless the second time. */
  @Override
  public void close() {
    tunnels.close();
    boots.ifPresent(PortPair::close);
  }
}
