package org.spinngate.server.sealed;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.loss.HeldBytes;
import org.spinngate.protocol.queue.QueueBudget;
import org.spinngate.protocol.repeat.Repeats;
import org.spinngate.protocol.sealed.PacketCipher;
import org.spinngate.protocol.sealed.PathShare;
import org.spinngate.protocol.sealed.SealedTunnel;
import org.spinngate.server.access.SharedLines;
import org.spinngate.server.net.Arrivals;
import org.spinngate.server.net.Hops;
import org.spinngate.server.net.Peer;
import org.spinngate.server.net.PortMeter;
import org.spinngate.server.session.Session;

/**
 * Takes sealed packets on the UDP ports beside those of the stream, and gives each session that
 * begins on a stream the keys for them.
 *
 * <p>For any thread.
 */
public final class SealedDoor {
  private static final Logger LOG = LoggerFactory.getLogger(SealedDoor.class);

  /**
   * Bytes of sent packets that are kept in case clients miss them: half a second of four boards at
   * full speed. What does not fit cannot be sent again.
   */
  private static final long MOST_HELD = 24 << 20;

  private static final Duration BETWEEN_REFUSALS = Duration.ofMinutes(1);

  private final Timing timing;
  private final PeerPlaces places;
  private final SharedLines lines = new SharedLines();
  private final Repeats refusals;
  private final SecureRandom random = new SecureRandom();
  private final SealedPeers peers;
  private final PortMeter meter;
  private final Map<EventExecutor, PathShare> shares = new HashMap<>();
  private final Map<EventExecutor, Hops> hops = new HashMap<>();

  /**
   * @param loops carries the sessions
   * @param connections how many streams are expected at a time
   * @param places which addresses packets may be sent to
   * @param timing the clock, and what is late by it
   * @param meter told of packets that cannot be taken
   * @param queues how much may wait for the lines to clients
   */
  public SealedDoor(
      EventLoopGroup loops,
      int connections,
      PeerPlaces places,
      Timing timing,
      PortMeter meter,
      QueueBudget queues) {
    this.meter = meter;
    this.timing = timing;
    this.places = places;
    this.refusals = new Repeats(1, BETWEEN_REFUSALS, timing.nanoTime());
    // Each may have new keys beside old ones.
    this.peers = new SealedPeers(2 * connections, random);
    HeldBytes held = new HeldBytes(MOST_HELD);
    for (EventExecutor loop : loops) {
      shares.put(loop, new PathShare(new PacketCipher(), held, queues));
      hops.put(loop, new Hops((EventLoop) loop));
    }
  }

  /**
   * What takes the packets of one socket.
   *
   * @param arrivals tells where a packet was sent to, which is where its answers leave from
   */
  public ChannelInboundHandler handler(EventLoop loop, Arrivals arrivals) {
    return new PacketHandler(loop, peers, arrivals, meter);
  }

  /**
   * Gives a session's connection a sealed path beside the stream, until the connection closes. On
   * the session's event loop.
   *
   * @param connection the stream
   * @return empty if there are too many
   */
  public Optional<SealedPeer> join(Session session, SealedTunnel tunnel, Channel connection) {
    SealedPeer peer = new SealedPeer(session, tunnel, this, addressOf(connection));
    Optional<Sealing> keys = newKeys(peer);
    PathShare share = shares.get(session.loop());
    if (keys.isEmpty() || share == null) {
      return Optional.empty();
    }
    peer.begin(keys.get(), share);
    connection.closeFuture().addListener(closed -> peer.end());
    return Optional.of(peer);
  }

  private static @Nullable InetAddress addressOf(Channel connection) {
    return Peer.place(connection).map(InetSocketAddress::getAddress).orElse(null);
  }

  /** Whether packets of a session may be sent to a place, wherever its stream comes from. */
  boolean allows(InetSocketAddress place, @Nullable InetAddress stream, Session session) {
    boolean allowed = places.allow(place, stream);
    if (!allowed) {
      refusals.next().ifPresent(more -> tell(place, stream, session, Repeats.words(more)));
    }
    return allowed;
  }

  private static void tell(
      InetSocketAddress place, @Nullable InetAddress stream, Session session, String more) {
    LOG.info(
        "UDP packets of session {} come from {}, where none may be sent to; its stream comes from"
            + " {}, and carries the datagrams{}",
        session.id(),
        NetUtil.toSocketAddressString(place),
        stream == null ? "an unknown address" : NetUtil.toAddressString(stream),
        more);
  }

  /** Eight bytes that nobody can foresee. */
  long random() {
    return random.nextLong();
  }

  /** The way to the event loop of a session, for one whose packets come to another. */
  Hops.Source hopsTo(EventLoop loop) {
    return Objects.requireNonNull(hops.get(loop)).source();
  }

  Optional<Sealing> newKeys(SealedPeer peer) {
    OptionalInt index = peers.add(peer);
    if (index.isEmpty()) {
      LOG.warn("a session has no UDP, since {} sessions have it already", SealedPeers.MOST);
    }
    return index.isPresent()
        ? Optional.of(Sealing.random(index.getAsInt(), random))
        : Optional.empty();
  }

  void forget(int index) {
    peers.remove(index);
  }

  SharedLines lines() {
    return lines;
  }

  SealedPeers peers() {
    return peers;
  }

  Timing timing() {
    return timing;
  }
}
