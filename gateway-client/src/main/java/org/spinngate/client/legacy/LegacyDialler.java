package org.spinngate.client.legacy;

import io.netty.channel.EventLoop;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.spinngate.client.config.LegacyServer;
import org.spinngate.client.link.NameLookup;
import org.spinngate.client.local.Transport;
import org.spinngate.protocol.Service;

/** Knows how to reach one old server. */
public final class LegacyDialler {
  private final EventLoop loop;
  private final LegacySockets sockets;
  private final LegacyServer server;
  private final NameLookup names;
  private final LongSupplier nanoTime;

  /**
   * @param transport makes the sockets
   * @param server where it is, and how it was started
   * @param names finds its addresses
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public LegacyDialler(
      Transport transport, LegacyServer server, NameLookup names, LongSupplier nanoTime) {
    this.loop = transport.loop();
    this.sockets = new LegacySockets(transport);
    this.server = server;
    this.names = names;
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

  /** The addresses of the server that it can have: it speaks IPv4 only. */
  CompletableFuture<List<InetAddress>> addresses() {
    return names
        .addressesOf(server.host())
        .thenApply(all -> all.stream().filter(Inet4Address.class::isInstance).toList());
  }

  /** A line that is not dialled yet. */
  Line line(Service service, LineEvents events) {
    boolean scp = service == Service.SCP;
    boolean tcp = scp ? server.scpViaTcp() : server.bootViaTcp();
    return new Line(
        service,
        scp ? server.scp() : server.boot(),
        loop,
        tcp ? sockets::stream : sockets::datagram,
        events);
  }
}
