package org.spinngate.server;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spinngate.server.link.TunnelListener;
import org.spinngate.server.sealed.SealedDoor;

/**
 * The addresses that clients connect to, each for both carriers.
 *
 * <p>Used by one thread that is no event loop; its methods block.
 */
final class Listeners implements AutoCloseable {
  /** To find a port that is free for TCP and UDP alike. */
  private static final int MOST_ATTEMPTS = 10;

  private final TunnelListener tunnels;
  private final Optional<SealedDoor> sealed;
  private final List<InetSocketAddress> addresses = new ArrayList<>();

  Listeners(TunnelListener tunnels, Optional<SealedDoor> sealed) {
    this.tunnels = tunnels;
    this.sealed = sealed;
  }

  /**
   * Binds one more address; port 0 takes a free one.
   *
   * @throws IOException if it cannot be bound
   */
  void bind(InetSocketAddress address) throws IOException {
    addresses.add(bound(address));
  }

  /** The same port for both carriers; if any will do, one that is free for both. */
  private InetSocketAddress bound(InetSocketAddress address) throws IOException {
    for (int attempt = 1; ; attempt++) {
      // The operator's own address: the system may name 0.0.0.0 in the words of IPv6.
      InetSocketAddress bound =
          new InetSocketAddress(address.getAddress(), tunnels.bind(address).getPort());
      try {
        if (sealed.isPresent()) {
          sealed.get().bind(bound);
        }
        return bound;
      } catch (IOException e) {
        if (address.getPort() != 0 || attempt == MOST_ATTEMPTS) {
          throw new IOException(
              "cannot listen for UDP on %s: %s; gateway.udp = false does without"
                  .formatted(NetUtil.toSocketAddressString(bound), e.getMessage()),
              e);
        }
        tunnels.unbind(bound);
      }
    }
  }

  /** What is bound, with real ports. */
  List<InetSocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  /** Nobody connects any more; harmless the second time. */
  @Override
  public void close() {
    tunnels.close();
    sealed.ifPresent(SealedDoor::close);
  }
}
