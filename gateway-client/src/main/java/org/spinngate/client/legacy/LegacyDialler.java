package org.spinngate.client.legacy;

import io.netty.channel.EventLoop;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.config.LegacyServer;
import org.spinngate.client.dial.NameLookup;
import org.spinngate.client.dial.ServerAddresses;
import org.spinngate.client.local.ClientSockets;
import org.spinngate.protocol.Service;

/**
 * Knows how to reach one old server.
 *
 * <p>Confined to the one event loop, once made.
 */
public final class LegacyDialler {
  private final EventLoop loop;
  private final LegacySockets sockets;
  private final LegacyServer server;
  private final ServerAddresses addresses;
  private final LongSupplier nanoTime;
  private @Nullable InetAddress latest;

  /**
   * @param client starts those of each call
   * @param server where it is, and how it was started
   * @param names finds its addresses
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public LegacyDialler(
      ClientSockets client, LegacyServer server, NameLookup names, LongSupplier nanoTime) {
    this.loop = client.loop();
    this.sockets = new LegacySockets(client);
    this.server = server;
    this.addresses = new ServerAddresses(server.host(), names, loop);
    this.nanoTime = nanoTime;
  }

  EventLoop loop() {
    return loop;
  }

  String host() {
    return server.host();
  }

  LongSupplier nanoTime() {
    return nanoTime;
  }

  /**
   * The addresses of the server: the one that worked last, then those of IPv4, since
   * spinnaker_proxy speaks nothing else, but a gateway that stands in its place does.
   */
  CompletableFuture<List<InetAddress>> addresses() {
    Comparator<InetAddress> byFamily =
        Comparator.comparing(address -> !(address instanceof Inet4Address));
    Comparator<InetAddress> byLuck = Comparator.comparing(address -> !address.equals(latest));
    return addresses
        .find()
        .thenApply(all -> all.stream().sorted(byLuck.thenComparing(byFamily)).toList());
  }

  /** This address has led to the server. */
  void worked(InetAddress address) {
    latest = address;
  }

  /** A line that is not dialled yet. */
  ServerLine line(Service service, ServerLineEvents events) {
    boolean scp = service == Service.SCP;
    boolean tcp = scp ? server.scpViaTcp() : server.bootViaTcp();
    return new ServerLine(
        service,
        scp ? server.scp() : server.boot(),
        loop,
        tcp ? sockets::stream : sockets::datagram,
        events);
  }
}
