package org.spinngate.client.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import org.spinngate.protocol.ExitCode;

/**
 * Which local addresses the board appears at.
 *
 * @param addresses each gets ports of its own
 * @param loopback whether no other machine can reach any of them
 */
public record BindAddresses(List<InetAddress> addresses, boolean loopback) {
  /** Copies the list. */
  public BindAddresses {
    addresses = List.copyOf(addresses);
  }

  /**
   * Finds the addresses that a word stands for. A wildcard stands for each of this machine's
   * addresses, that of IPv4 for those of IPv4 alone: a socket bound to the wildcard itself could
   * not answer from the very address that an application used.
   *
   * @throws PortFailure if it stands for none
   */
  public static BindAddresses of(String bind) throws PortFailure {
    try {
      InetAddress address = InetAddress.getByName(bind);
      if (address.isAnyLocalAddress()) {
        return new BindAddresses(everyAddress(address instanceof Inet6Address), false);
      }
      return new BindAddresses(List.of(address), address.isLoopbackAddress());
    } catch (IOException e) {
      throw unusable(bind, "not an address of this machine");
    }
  }

  private static List<InetAddress> everyAddress(boolean ipv6) throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address || (ipv6 && isUsual(address)))
        .distinct()
        .toList();
  }

  /** Those of one link only are not told without naming the link. */
  private static boolean isUsual(InetAddress address) {
    return !address.isLinkLocalAddress();
  }

  /** A warning of what others can reach. */
  public static String openToAll(String address) {
    return "anybody who can reach "
        + address
        + " on this network can use the board without a password";
  }

  private static PortFailure unusable(String bind, String why) {
    return new PortFailure(ExitCode.CONFIGURATION, "cannot bind " + bind + ": " + why);
  }
}
