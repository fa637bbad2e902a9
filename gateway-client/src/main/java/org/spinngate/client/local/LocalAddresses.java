package org.spinngate.client.local;

import java.io.IOException;
import java.net.Inet4Address;
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
public record LocalAddresses(List<InetAddress> addresses, boolean loopback) {
  /** Copies the list. */
  public LocalAddresses {
    addresses = List.copyOf(addresses);
  }

  /**
   * Finds the addresses that a word stands for. The wildcard stands for each of this machine's IPv4
   * addresses: a socket bound to the wildcard itself could not answer from the very address that an
   * application used.
   *
   * @throws BindFailure if it stands for none
   */
  public static LocalAddresses of(String bind) throws BindFailure {
    try {
      InetAddress address = InetAddress.getByName(bind);
      if (address.isAnyLocalAddress()) {
        return new LocalAddresses(everyAddress(), false);
      }
      if (!(address instanceof Inet4Address)) {
        throw unusable(bind, "the tools speak IPv4 only");
      }
      return new LocalAddresses(List.of(address), address.isLoopbackAddress());
    } catch (IOException e) {
      throw unusable(bind, "not an address of this machine");
    }
  }

  private static List<InetAddress> everyAddress() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(Inet4Address.class::isInstance)
        .distinct()
        .toList();
  }

  private static BindFailure unusable(String bind, String why) {
    return new BindFailure(ExitCode.CONFIGURATION, "cannot bind " + bind + ": " + why);
  }
}
