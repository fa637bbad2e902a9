package org.spinngate.server.legacy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.legacy.LengthFraming;
import org.spinngate.server.access.AddressQuota;
import org.spinngate.server.access.User;
import org.spinngate.server.config.LegacySettings;
import org.spinngate.server.net.Arrivals;
import org.spinngate.server.net.Peer;
import org.spinngate.server.session.Sessions;

/**
 * Takes what old clients send, to any of their sockets. They log in by nothing but their address;
 * who comes from elsewhere hears nothing at all.
 *
 * <p>Thread-safe.
 */
public final class LegacyDoor {
  /** Each client has two, and some come back before the others are known to be gone. */
  private static final int CONNECTIONS_PER_CLIENT = 4;

  /** However few clients there may be. */
  private static final int LEAST_CONNECTIONS = 64;

  /** So many addresses at least share the connections. */
  private static final int FAIR_PARTS = 4;

  /** A client that has vanished is found out when it has been silent for so long. */
  private static final int SECONDS_BEFORE_A_QUESTION = 60;

  private final LegacyContext context;
  private final LegacyClients clients;
  private final Set<Channel> connections = ConcurrentHashMap.newKeySet();
  private final AddressQuota quota =
      new AddressQuota(this::mostConnections, () -> mostConnections() / FAIR_PARTS);

  /**
   * @param settings of this moment
   * @param user that all old clients are, as long as the operator wants that
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public LegacyDoor(
      Supplier<LegacySettings> settings,
      Supplier<Optional<User>> user,
      Sessions sessions,
      LegacyMeter meter,
      LongSupplier nanoTime) {
    this.context =
        new LegacyContext(settings, user, sessions, meter, new LegacyLog(nanoTime), nanoTime);
    this.clients = new LegacyClients(context);
  }

  /** What takes the datagrams that one socket receives; it looks at each of them. */
  public ChannelInboundHandler datagrams(Service service, EventLoop loop, Arrivals arrivals) {
    return new DatagramHandler(service, loop, arrivals, clients);
  }

  /**
   * Whether a connection may be an old client's, which may be silent for as long as it likes. What
   * is admitted counts until it is closed or leaves.
   */
  public boolean admits(Channel connection) {
    InetSocketAddress peer = peer(connection);
    if (!allows(peer) || !quota.tryEnter(peer.getAddress())) {
      return false;
    }
    connections.add(connection);
    connection.closeFuture().addListener(closed -> leave(connection));
    askWhenSilent(connection);
    return true;
  }

  private int mostConnections() {
    return Math.max(LEAST_CONNECTIONS, CONNECTIONS_PER_CLIENT * context.rules().maxClients());
  }

  private static void askWhenSilent(Channel connection) {
    connection.config().setOption(ChannelOption.SO_KEEPALIVE, true);
    if (connection instanceof EpollSocketChannel) {
      connection.config().setOption(EpollChannelOption.TCP_KEEPIDLE, SECONDS_BEFORE_A_QUESTION);
    }
  }

  /** An admitted connection turns out to be no old client's. */
  public void leave(Channel connection) {
    if (connections.remove(connection)) {
      quota.leave(peer(connection).getAddress());
    }
  }

  /** Makes an admitted connection an old client's, after the handlers that it has. */
  public void begin(Service service, Channel connection) {
    StreamReplyPath path = new StreamReplyPath(connection, peer(connection));
    connection
        .pipeline()
        .addLast("lengths", new LengthFraming())
        .addLast("legacy", new StreamHandler(service, path, clients, context));
  }

  /** Closes a connection that was not admitted, without a word. */
  public void turnAway(Channel connection) {
    InetSocketAddress peer = peer(connection);
    if (allows(peer)) {
      dropped(LegacyDrop.TOO_MANY);
      context.log().tooMany(peer);
    } else {
      dropped(LegacyDrop.NOT_ALLOWED);
      context.log().notAllowed(peer);
    }
    connection.close();
  }

  private static InetSocketAddress peer(Channel connection) {
    return Peer.place(connection).orElseThrow();
  }

  private boolean allows(InetSocketAddress peer) {
    return context.rules().allows(peer.getAddress());
  }

  private void dropped(LegacyDrop reason) {
    context.meter().dropped(reason);
  }

  /** Ends the sessions that the configuration of this moment would not begin. */
  public void recheck() {
    clients.recheck();
  }
}
