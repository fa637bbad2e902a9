package org.spinngate.client.dial;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** In which order the addresses of one name are tried (RFC 8305, section 4). */
final class AddressOrder {
  private AddressOrder() {}

  /**
   * The families take turns, so that one that leads nowhere costs one attempt and not all of them.
   *
   * @param found in the operating system's order, which decides about the first family
   * @param latest the address that worked last; first, if it still is among them
   */
  static List<InetAddress> of(List<InetAddress> found, @Nullable InetAddress latest) {
    List<InetAddress> order = new ArrayList<>();
    if (latest != null && found.contains(latest)) {
      order.add(latest);
    }
    Deque<InetAddress> one = new ArrayDeque<>();
    Deque<InetAddress> other = new ArrayDeque<>();
    for (InetAddress address : found) {
      if (!order.contains(address) && !one.contains(address) && !other.contains(address)) {
        (isIpv6(address) == isIpv6(found.get(0)) ? one : other).add(address);
      }
    }
    while (!one.isEmpty() || !other.isEmpty()) {
      takeTurn(one, order);
      takeTurn(other, order);
    }
    return order;
  }

  private static void takeTurn(Deque<InetAddress> from, List<InetAddress> order) {
    if (!from.isEmpty()) {
      order.add(from.remove());
    }
  }

  private static boolean isIpv6(InetAddress address) {
    return address instanceof Inet6Address;
  }
}
