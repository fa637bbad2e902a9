package org.spinngate.server.sealed;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.sealed.PacketCipher;
import org.spinngate.protocol.sealed.SealedTunnel;
import org.spinngate.server.port.Arrivals;
import org.spinngate.server.port.Hops;
import org.spinngate.server.port.PortMeter;
import org.spinngate.server.session.Session;

/**
 * Takes sealed packets on the UDP ports beside those of the stream, and gives each session that
 * begins on a stream the keys for them.
 *
 * <p>For any thread.
 */
public final class SealedDoor {
  private static final Logger LOG = LoggerFactory.getLogger(SealedDoor.class);

  private final Timing timing;
  private final SecureRandom random = new SecureRandom();
  private final SealedPeers peers;
  private final PortMeter meter;
  private final Map<EventExecutor, PacketCipher> ciphers = new HashMap<>();
  private final Map<EventExecutor, Hops> hops = new HashMap<>();

  /**
   * @param loops carries the sessions
   * @param connections how many streams are expected at a time
   * @param timing the clock, and what is late by it
   * @param meter told of packets that cannot be taken
   */
  public SealedDoor(EventLoopGroup loops, int connections, Timing timing, PortMeter meter) {
    this.meter = meter;
    this.timing = timing;
    // Each may have new keys beside old ones.
    this.peers = new SealedPeers(2 * connections, random);
    for (EventExecutor loop : loops) {
      ciphers.put(loop, new PacketCipher());
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
    SealedPeer peer = new SealedPeer(session, tunnel, this);
    Optional<Sealing> keys = newKeys(peer);
    PacketCipher cipher = ciphers.get(session.loop());
    if (keys.isEmpty() || cipher == null) {
      return Optional.empty();
    }
    peer.begin(keys.get(), cipher);
    connection.closeFuture().addListener(closed -> peer.end());
    return Optional.of(peer);
  }

  /** The way to the event loop of a session, for one whose packets come to another. */
  Hops.Source hopsTo(EventLoop loop) {
    return Objects.requireNonNull(hops.get(loop)).source();
  }

  Optional<Sealing> newKeys(SealedPeer peer) {
    OptionalInt index = peers.add(peer);
    if (index.isEmpty()) {
      LOG.warn("a session goes without UDP, since {} have it already", SealedPeers.MOST);
    }
    return index.isPresent()
        ? Optional.of(Sealing.random(index.getAsInt(), random))
        : Optional.empty();
  }

  void forget(int index) {
    peers.remove(index);
  }

  SealedPeers peers() {
    return peers;
  }

  Timing timing() {
    return timing;
  }
}
