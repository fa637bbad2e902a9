package org.spinngate.client.alias;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What an alias would break. From when this machine has an address, all that is sent to it from
 * here stays here; so it must not be an address that anything else on this machine needs, above all
 * not the board itself for a server that runs here.
 */
final class AliasDangers {
  private final RouteTable routes;
  private final Predicate<InetAddress> isHere;

  /**
   * @param routes of this machine
   * @param isHere whether this machine has an address
   */
  AliasDangers(RouteTable routes, Predicate<InetAddress> isHere) {
    this.routes = routes;
    this.isHere = isHere;
  }

  /**
   * Why a board must not have its address here, if so.
   *
   * @param address of the board, which this machine does not have
   * @param server every address of the server, as far as they are known
   */
  Optional<String> of(Inet4Address address, List<InetAddress> server) {
    String board = address.getHostAddress();
    if (!isPrivate(address)) {
      return Optional.of(
          "the server says that the board is at " + board + ", which is no private address");
    }
    if (server.contains(address)) {
      return Optional.of(
          "the board's address " + board + " is that of the server, which would be lost");
    }
    if (server.stream().anyMatch(isHere)) {
      return Optional.of(
          "the server is on this machine and would lose its way to the board at " + board);
    }
    return routes
        .nearDevice(address)
        .map(
            device ->
                "this machine is in the network of "
                    + board
                    + " ("
                    + device
                    + ") and would lose its way there");
  }

  /** Those of RFC 1918, RFC 3927, RFC 6598 and loopback: used by no host of the Internet. */
  private static boolean isPrivate(Inet4Address address) {
    byte[] bytes = address.getAddress();
    boolean carrier = bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
    return address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || address.isLoopbackAddress()
        || carrier;
  }
}
