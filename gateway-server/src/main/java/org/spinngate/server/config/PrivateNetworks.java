package org.spinngate.server.config;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * What is never routed on the Internet: loopback, link-local, private and shared addresses (RFC
 * 1122, 3927, 1918, 6598, 4291, 4193).
 */
public final class PrivateNetworks {
  private static final List<AddressBlock> ALL =
      List.of(
          network("127.0.0.0", 8),
          network("169.254.0.0", 16),
          network("10.0.0.0", 8),
          network("172.16.0.0", 12),
          network("192.168.0.0", 16),
          network("100.64.0.0", 10),
          network("::1", 128),
          network("fe80::", 10),
          network("fc00::", 7));

  private PrivateNetworks() {}

  /** Whether all addresses of a block are of networks that the Internet does not reach. */
  public static boolean contain(AddressBlock block) {
    return ALL.stream().anyMatch(network -> network.contains(block));
  }

  private static AddressBlock network(String literal, int prefix) {
    try {
      byte[] bytes = NetUtil.createByteArrayFromIpAddressString(literal);
      return new AddressBlock(InetAddress.getByAddress(bytes), prefix);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }
}
