package org.spinngate.server;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.queue.QueueBudget;
import org.spinngate.server.config.Limits;
import org.spinngate.server.front.BalancerDoor;
import org.spinngate.server.front.Balancers;
import org.spinngate.server.front.BootPort;
import org.spinngate.server.front.SharedPort;
import org.spinngate.server.legacy.LegacyDoor;
import org.spinngate.server.link.Carriers;
import org.spinngate.server.link.TlsIdentity;
import org.spinngate.server.link.TunnelInitializer;
import org.spinngate.server.net.Arrivals;
import org.spinngate.server.net.DatagramPort;
import org.spinngate.server.net.Listeners;
import org.spinngate.server.net.LocalNetworks;
import org.spinngate.server.net.Loops;
import org.spinngate.server.net.PortPair;
import org.spinngate.server.net.StreamPort;
import org.spinngate.server.sealed.PeerPlaces;
import org.spinngate.server.sealed.SealedDoor;

/** Wires what clients come in by; nothing listens yet. */
final class Doors {
  private static final String WITHOUT_UDP = "gateway.udp = false does without";

  /** Between two looks whether this machine has an address now. */
  private static final Listeners.Pause PAUSE = () -> TimeUnit.SECONDS.sleep(2);

  private static final String BOOT_LISTEN = "gateway.legacy.boot-listen";

  private final SessionSetup sessions;
  private final Loops loops;
  private final LocalNetworks networks = new LocalNetworks();
  private final Optional<SealedDoor> sealed;
  private final LegacyDoor legacy;
  private final TunnelInitializer tunnels;
  private final Balancers balancers;

  /**
   * @param tls the identity that clients see
   */
  Doors(SessionSetup sessions, TlsIdentity tls, Loops loops) {
    this.sessions = sessions;
    this.loops = loops;
    QueueBudget lines =
        new QueueBudget(
            () -> limits().queues().lines().bytesOfOne(), () -> limits().queues().lines().bytes());
    sessions.metrics().watchLines(lines::taken);
    this.sealed = newSealed(lines);
    this.legacy =
        new LegacyDoor(
            () -> sessions.config().get().legacy(),
            sessions::legacyClients,
            sessions.sessions(),
            sessions.metrics().legacy(),
            System::nanoTime);
    this.tunnels = new TunnelSetup(sessions, new Carriers(sealed, lines)).initializer(tls);
    this.balancers =
        new Balancers(
            proxy -> sessions.config().get().entry().trusts(proxy),
            () -> limits().connections().most(),
            () -> limits().pending().deadline(),
            sessions.metrics().logins(),
            System::nanoTime);
  }

  private Optional<SealedDoor> newSealed(QueueBudget lines) {
    return sessions.config().get().entry().udp().on()
        ? Optional.of(
            new SealedDoor(
                loops.sessions(),
                limits().connections().most(),
                new PeerPlaces(
                    () -> sessions.config().get().entry().udp().roaming(),
                    sessions.boards(),
                    networks::all),
                sessions.timing(),
                sessions.metrics().ports(),
                lines))
        : Optional.empty();
  }

  private Limits limits() {
    return sessions.config().get().limits();
  }

  /** Looks which networks this machine is attached to now. Not on an event loop. */
  void look() {
    networks.look();
  }

  /** The door for old clients, whether or not anybody comes to it. */
  LegacyDoor legacy() {
    return legacy;
  }

  /** The ports for these doors. */
  Listeners listeners() {
    return sessions.config().get().legacy().enabled() ? shared() : tunnelsOnly();
  }

  private Listeners tunnelsOnly() {
    Optional<PortPair.Datagrams> datagrams =
        sealed.map(door -> datagrams(door::handler, WITHOUT_UDP));
    return listeners(pair(streams("gateway.listen", tunnels), datagrams), Optional.empty());
  }

  private Listeners shared() {
    SharedPort port = new SharedPort(tunnels, legacy);
    PortPair.Datagrams scp =
        datagrams(
            (loop, arrivals) -> scp(port, loop, arrivals), "gateway.listen names the address");
    PortPair.Datagrams boot =
        datagrams(
            (loop, arrivals) -> legacy.datagrams(Service.BOOT, loop, arrivals),
            BOOT_LISTEN + " names the address");
    return listeners(
        pair(streams("gateway.listen", port), Optional.of(scp)),
        Optional.of(pair(streams(BOOT_LISTEN, new BootPort(tunnels, legacy)), Optional.of(boot))));
  }

  private Listeners listeners(PortPair all, Optional<PortPair> boots) {
    return new Listeners(all, boots, loops.transport(), PAUSE);
  }

  private ChannelInboundHandler scp(SharedPort port, EventLoop loop, Arrivals arrivals) {
    return sealed
        .map(door -> port.datagrams(door, loop, arrivals))
        .orElseGet(() -> legacy.datagrams(Service.SCP, loop, arrivals));
  }

  private PortPair pair(StreamPort streams, Optional<PortPair.Datagrams> datagrams) {
    return new PortPair(streams, datagrams, loops.transport());
  }

  private StreamPort streams(String key, ChannelHandler port) {
    StreamPort.Sockets sockets =
        new StreamPort.Sockets(
            loops.sessions(),
            loops.transport(),
            () -> sessions.config().get().entry().stream().congestionControl());
    return new StreamPort(sockets, key, loops.spread(new BalancerDoor(balancers, port)));
  }

  private PortPair.Datagrams datagrams(
      BiFunction<EventLoop, Arrivals, ChannelHandler> handlers, String advice) {
    return new PortPair.Datagrams(
        () -> new DatagramPort(loops.sessions(), loops.transport(), sessions.metrics().ports()),
        handlers,
        advice);
  }
}
