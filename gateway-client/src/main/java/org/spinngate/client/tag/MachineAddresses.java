package org.spinngate.client.tag;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The IPv4 addresses that mean this machine: each of its interfaces', and all of 127/8. They may
 * change with the network, so they are looked up again now and then, by another thread.
 */
public final class MachineAddresses {
  private final Executor elsewhere;
  private final Supplier<Set<InetAddress>> lookup;
  private volatile Set<InetAddress> latest;

  /**
   * Looks them up at once.
   *
   * @param elsewhere runs what may take a moment
   * @param lookup finds this machine's addresses
   */
  public MachineAddresses(Executor elsewhere, Supplier<Set<InetAddress>> lookup) {
    this.elsewhere = elsewhere;
    this.lookup = lookup;
    this.latest = lookup.get();
  }

  /** The ones that the operating system knows of; none if it does not say. */
  public static Set<InetAddress> ofSystem() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(Inet4Address.class::isInstance)
          .collect(Collectors.toUnmodifiableSet());
    } catch (SocketException e) {
      return Set.of();
    }
  }

  /** The network may be another: they are looked up again soon. Any thread. */
  public void refresh() {
    elsewhere.execute(() -> latest = lookup.get());
  }

  /** Whether an address means this machine, as far as is known. Any thread. */
  public boolean contain(InetAddress address) {
    return address.isLoopbackAddress() || latest.contains(address);
  }
}
