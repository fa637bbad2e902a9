package org.spinngate.server.sealed;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.sealed.PacketSource;
import org.spinngate.server.net.PortAddress;

/**
 * Where packets of a client come from, and the address of this machine that they are sent to.
 *
 * <p>Confined to the event loop of the session.
 */
final class PeerAddress implements PacketSource {
  private final InetSocketAddress remote;
  private final PortAddress local;
  private final Predicate<InetSocketAddress> allowed;
  private @Nullable Channel socket;

  /**
   * @param allowed whether packets may be sent to an address
   */
  PeerAddress(InetSocketAddress remote, PortAddress local, Predicate<InetSocketAddress> allowed) {
    this.remote = remote;
    this.local = local;
    this.allowed = allowed;
  }

  InetSocketAddress remote() {
    return remote;
  }

  /** Whether a packet comes from there. */
  boolean is(InetSocketAddress from, PortAddress to) {
    return remote.equals(from) && local.isSameAs(to);
  }

  /** What answers leave by, as long as there is a socket. */
  @Nullable Channel socket(EventLoop loop) {
    if (socket == null || !socket.isOpen()) {
      socket = local.socket(loop);
    }
    return socket;
  }

  @Override
  public boolean mayBeAnswered() {
    return allowed.test(remote);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PeerAddress that && is(that.remote, that.local);
  }

  @Override
  public int hashCode() {
    return Objects.hash(remote, local.address());
  }
}
