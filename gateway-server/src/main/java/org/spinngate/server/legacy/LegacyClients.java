package org.spinngate.server.legacy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Tunnel;
import org.spinngate.server.access.Login;
import org.spinngate.server.access.User;
import org.spinngate.server.admission.Client;
import org.spinngate.server.config.LegacySettings;
import org.spinngate.server.log.RepeatsByKey;
import org.spinngate.server.net.Hops;
import org.spinngate.server.session.Claim;

/**
 * The old clients that have a board, by their addresses. A datagram begins one if the configuration
 * allows its address and there is room, and is dropped in silence otherwise.
 *
 * <p>Thread-safe. Each client lives on the event loop that its first datagram came to; what comes
 * to another one hops there.
 */
final class LegacyClients {
  /** Sessions that one address begins in a second; each has its lines in the log. */
  private static final int BEGINNINGS = 5;

  private final LegacyContext context;
  private final RepeatsByKey beginnings;
  private final ConcurrentMap<InetAddress, LegacyClient> clients = new ConcurrentHashMap<>();
  private final ConcurrentMap<EventLoop, Hops> hops = new ConcurrentHashMap<>();

  LegacyClients(LegacyContext context) {
    this.context = context;
    this.beginnings = new RepeatsByKey(BEGINNINGS, Duration.ofSeconds(1), context.nanoTime());
  }

  /**
   * Takes over a datagram that has come to an event loop, on that loop.
   *
   * @return a client of this loop that must be flushed at the end of the pass and was not yet
   *     returned in it
   */
  @Nullable LegacyClient receive(
      Service service, ReplyPath path, ByteBuf datagram, EventLoop here) {
    LegacyClient client = clientOf(service, path, datagram, here);
    if (client == null) {
      datagram.release();
      return null;
    }
    if (client.loop() == here) {
      return client.receive(service, path, datagram) ? client : null;
    }
    // A copy: the datagram is a slice of all that one system call has read, many times as much.
    ByteBuf own = datagram.copy();
    datagram.release();
    if (!client.hops().hop(() -> arrive(client, service, path, own))) {
      own.release();
      dropped(LegacyDrop.TOO_FAST);
    }
    return null;
  }

  private void arrive(LegacyClient client, Service service, ReplyPath path, ByteBuf datagram) {
    // While it hopped, the client may have come to its end: the datagram begins another one.
    LegacyClient unflushed =
        client.isOver()
            ? receive(service, path, datagram, client.loop())
            : client.receive(service, path, datagram) ? client : null;
    if (unflushed != null) {
      unflushed.flush();
    }
  }

  private @Nullable LegacyClient clientOf(
      Service service, ReplyPath path, ByteBuf datagram, EventLoop here) {
    if (path instanceof DatagramReplyPath && !context.rules().udp()) {
      dropped(LegacyDrop.UNPROVEN);
      return null;
    }
    InetAddress address = path.peer().getAddress();
    LegacyClient known = clients.get(address);
    if (known != null) {
      return known;
    }
    LegacySettings rules = context.rules();
    if (!rules.allows(address)) {
      dropped(LegacyDrop.NOT_ALLOWED);
      context.log().notAllowed(path.peer());
      return null;
    }
    if (!FirstDatagram.opens(service, datagram)) {
      dropped(LegacyDrop.UNRECOGNISED);
      return null;
    }
    if (clients.size() >= rules.maxClients()) {
      dropped(LegacyDrop.TOO_MANY);
      context.log().tooMany(path.peer());
      return null;
    }
    if (beginnings.next(address.getHostAddress()).isEmpty()) {
      dropped(LegacyDrop.TOO_FAST);
      return null;
    }
    return clients.computeIfAbsent(address, fresh -> new LegacyClient(fresh, here, this));
  }

  /**
   * What was asked for.
   *
   * @param board its name
   * @param claim to be cancelled if the client is not served any more; empty if it was refused
   */
  record Asked(String board, Optional<Claim> claim) {}

  /**
   * Asks for a session; the client hears what becomes of it, now or later.
   *
   * @return empty if there is no board for this client
   */
  Optional<Asked> open(LegacyClient client, Tunnel tunnel, ReplyPath path) {
    Optional<String> board = context.rules().boardOf(client.address());
    Optional<User> user = context.user();
    if (board.isEmpty() || user.isEmpty()) {
      dropped(LegacyDrop.NO_BOARD);
      context.log().noBoard(path.peer());
      return Optional.empty();
    }
    String peer = NetUtil.toSocketAddressString(path.peer());
    Client who = new Client(Login.withoutToken(user.get()), peer, client.loop());
    Open wish = new Open(board.get(), 0);
    return Optional.of(new Asked(board.get(), context.sessions().open(who, wish, tunnel, client)));
  }

  /** It is served where its board is and nowhere else, as nobody can tell it to go there. */
  void elsewhere(LegacyClient client, String address) {
    String text = "its board is at another gateway, " + address + ", and it cannot be sent there";
    refused(client, CloseCause.ELSEWHERE, text, Optional.empty());
  }

  void refused(LegacyClient client, CloseCause cause, String text, Optional<Holder> holder) {
    dropped(cause == CloseCause.BOARD_BUSY ? LegacyDrop.BOARD_BUSY : LegacyDrop.REFUSED);
    context.log().refused(client.address(), cause, text, holder);
  }

  /** A connection is gone. */
  void gone(Service service, ReplyPath path) {
    LegacyClient client = clients.get(path.peer().getAddress());
    if (client != null) {
      client.loop().execute(() -> client.gone(service, path));
    }
  }

  /** The way to the event loop of a client, for what comes to another one. */
  Hops.Source hopsTo(EventLoop loop) {
    return hops.computeIfAbsent(loop, Hops::new).source();
  }

  void forget(LegacyClient client) {
    clients.remove(client.address(), client);
  }

  LongSupplier nanoTime() {
    return context.nanoTime();
  }

  void dropped(LegacyDrop reason) {
    context.meter().dropped(reason);
  }

  /** Ends the sessions that the configuration of this moment would not begin. */
  void recheck() {
    for (LegacyClient client : List.copyOf(clients.values())) {
      client.loop().execute(() -> recheck(client));
    }
  }

  private void recheck(LegacyClient client) {
    LegacySettings rules = context.rules();
    if (!rules.allows(client.address())) {
      client.revoke("old clients may not come from " + NetUtil.toAddressString(client.address()));
    } else if (!rules.boardOf(client.address()).equals(client.board())) {
      client.revoke("the operator gives this address another board");
    } else if (!rules.udp() && client.hasDatagrams()) {
      client.revoke("the operator takes no UDP of old clients");
    }
  }
}
