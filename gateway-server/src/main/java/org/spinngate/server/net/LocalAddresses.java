package org.spinngate.server.net;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses that this machine has, which come and go while a server runs. */
public final class LocalAddresses {
  private static final Logger LOG = LoggerFactory.getLogger(LocalAddresses.class);

  private LocalAddresses() {}

  /** Those of this moment. Asks the system, so not on an event loop. */
  public static Set<InetAddress> now() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .map(LocalAddresses::withoutScope)
          .collect(Collectors.toUnmodifiableSet());
    } catch (SocketException e) {
      LOG.debug("the addresses of this machine cannot be read: {}", e.getMessage());
      return Set.of();
    }
  }

  /** Java names the interface with each address of IPv6, and packets do not. */
  private static InetAddress withoutScope(InetAddress address) {
    try {
      return address.isLinkLocalAddress()
          ? address
          : InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has as many bytes as it had", e);
    }
  }
}
