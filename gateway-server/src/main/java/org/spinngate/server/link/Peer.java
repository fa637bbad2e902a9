package org.spinngate.server.link;

import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Where a connection comes from. */
final class Peer {
  private Peer() {}

  /** The address without the port; loopback for channels that have none, such as in tests. */
  static InetAddress address(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress remote
        ? remote.getAddress()
        : InetAddress.getLoopbackAddress();
  }

  /** The address as {@link #text} has it, without the port. */
  static String host(Channel channel) {
    return NetUtil.toAddressString(address(channel));
  }

  /** Address and port for people, such as {@code 203.0.113.9:51544}. */
  static String text(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress remote
        ? NetUtil.toSocketAddressString(remote)
        : String.valueOf(channel.remoteAddress());
  }
}
