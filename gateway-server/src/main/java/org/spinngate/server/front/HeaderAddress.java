package org.spinngate.server.front;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Whom a header names. */
final class HeaderAddress {
  private HeaderAddress() {}

  /**
   * Address and port of the user.
   *
   * @return empty if the connection is the balancer's own, or of one that has no address, such as a
   *     socket of its machine; the protocol has both count for the connection's own address
   * @throws DecoderException if it cannot be the header of a connection
   */
  static Optional<InetSocketAddress> of(HAProxyMessage header) {
    return switch (header.proxiedProtocol()) {
      case TCP4, TCP6 -> Optional.of(source(header));
      case UNKNOWN, UNIX_STREAM -> Optional.empty();
      case UDP4, UDP6, UNIX_DGRAM -> throw new DecoderException("a header of datagrams");
    };
  }

  private static InetSocketAddress source(HAProxyMessage header) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(header.sourceAddress());
    if (bytes == null) {
      throw new DecoderException("no address");
    }
    try {
      // Addresses of IPv4 in the words of IPv6 become those of IPv4.
      return new InetSocketAddress(InetAddress.getByAddress(bytes), header.sourcePort());
    } catch (UnknownHostException e) {
      throw new DecoderException(e);
    }
  }
}
