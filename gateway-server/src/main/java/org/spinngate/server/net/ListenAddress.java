package org.spinngate.server.net;

import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.spinngate.protocol.net.Transport;

/**
 * An address to listen at, and what that means: all addresses of one family (0.0.0.0 or ::) are
 * those of the other one, too, unless the same list names an address of that at the same port.
 *
 * @param address as the operator wrote it; port 0 takes a free one
 * @param bothFamilies whether all addresses of the other family belong to it
 */
public record ListenAddress(InetSocketAddress address, boolean bothFamilies) {
  private static final InetAddress ALL_OF_IPV4 =
      NetUtil.createInetAddressFromIpAddressString("0.0.0.0");
  private static final InetAddress ALL_OF_IPV6 = NetUtil.createInetAddressFromIpAddressString("::");

  /** All of a list, in its order. */
  public static List<ListenAddress> all(List<InetSocketAddress> listed, Transport transport) {
    return listed.stream()
        .filter(address -> transport.splitsFamilies() || !isTakenByIpv6(address, listed))
        .map(address -> in(listed, address))
        .toList();
  }

  private static ListenAddress in(List<InetSocketAddress> listed, InetSocketAddress address) {
    boolean alone =
        listed.stream()
            .filter(other -> isSamePort(other, address) && !other.isUnresolved())
            .allMatch(other -> isIpv4(other) == isIpv4(address));
    return new ListenAddress(address, isEverywhere(address) && alone);
  }

  /** Where one socket has both families, it cannot be kept from that. */
  private static boolean isTakenByIpv6(InetSocketAddress address, List<InetSocketAddress> listed) {
    return isIpv4(address)
        && listed.stream()
            .anyMatch(other -> !isIpv4(other) && isEverywhere(other) && isSamePort(other, address));
  }

  private static boolean isSamePort(InetSocketAddress one, InetSocketAddress other) {
    return one.getPort() != 0 && one.getPort() == other.getPort();
  }

  private static boolean isIpv4(InetSocketAddress address) {
    return address.getAddress() instanceof Inet4Address;
  }

  private static boolean isEverywhere(InetSocketAddress address) {
    return !address.isUnresolved() && address.getAddress().isAnyLocalAddress();
  }

  /** Whether it is all addresses of a family. */
  public boolean isEverywhere() {
    return isEverywhere(address);
  }

  /** What belongs to it beside its own family, if anything does. */
  public Optional<InetAddress> otherFamily() {
    return bothFamilies
        ? Optional.of(isIpv4(address) ? ALL_OF_IPV6 : ALL_OF_IPV4)
        : Optional.empty();
  }

  /** The same with the address that its name has now; as it is if that cannot be found. Blocks. */
  public ListenAddress resolved() {
    return address.isUnresolved()
        ? new ListenAddress(
            new InetSocketAddress(address.getHostString(), address.getPort()), bothFamilies)
        : this;
  }
}
