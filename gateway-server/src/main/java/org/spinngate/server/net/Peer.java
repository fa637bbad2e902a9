package org.spinngate.server.net;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where a connection comes from: the other end of its socket or, if that is a load balancer which
 * is believed, whom it names. All code that counts, bans, shows or permits addresses asks here.
 *
 * <p>Thread-safe.
 */
public final class Peer {
  private static final AttributeKey<InetSocketAddress> NAMED =
      AttributeKey.valueOf(Peer.class, "named");

  private Peer() {}

  /** From here on, the connection is one from this place. Before anybody has asked. */
  public static void isNamed(Channel channel, InetSocketAddress place) {
    channel.attr(NAMED).set(place);
  }

  /** Address and port; empty for channels that have none, such as in tests. */
  public static Optional<InetSocketAddress> place(Channel channel) {
    InetSocketAddress named = channel.hasAttr(NAMED) ? channel.attr(NAMED).get() : null;
    return named == null ? socket(channel) : Optional.of(named);
  }

  private static Optional<InetSocketAddress> socket(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress remote
        ? Optional.of(remote)
        : Optional.empty();
  }

  /** The address without the port; loopback for channels that have none. */
  public static InetAddress address(Channel channel) {
    return place(channel)
        .map(InetSocketAddress::getAddress)
        .orElse(InetAddress.getLoopbackAddress());
  }

  /** The address as {@link #text} has it, without the port. */
  public static String host(Channel channel) {
    return NetUtil.toAddressString(address(channel));
  }

  /** Address and port for people, such as {@code 203.0.113.9:51544}. */
  public static String text(Channel channel) {
    return place(channel)
        .map(NetUtil::toSocketAddressString)
        .orElseGet(() -> String.valueOf(channel.remoteAddress()));
  }
}
