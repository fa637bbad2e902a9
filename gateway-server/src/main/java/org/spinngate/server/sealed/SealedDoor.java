package org.spinngate.server.sealed;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.sealed.PacketCipher;
import org.spinngate.protocol.sealed.SealedTunnel;
import org.spinngate.server.flow.Transport;
import org.spinngate.server.session.Session;

/**
 * Takes sealed packets on the UDP ports beside those of the stream, and gives each session that
 * begins on a stream the keys for them.
 *
 * <p>{@link #bind} and {@link #close} are for the thread that starts and stops the server, the rest
 * for any.
 */
public final class SealedDoor {
  private final EventLoopGroup loops;
  private final Transport transport;
  private final LongSupplier nanoTime;
  private final SecureRandom random = new SecureRandom();
  private final SealedPeers peers;
  private final Map<EventExecutor, PacketCipher> ciphers = new HashMap<>();
  private final List<SealedSockets> sockets = new ArrayList<>();

  /**
   * @param loops carries the sessions
   * @param connections how many streams there may be at a time
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public SealedDoor(
      EventLoopGroup loops, Transport transport, int connections, LongSupplier nanoTime) {
    this.loops = loops;
    this.transport = transport;
    this.nanoTime = nanoTime;
    // Each may have new keys beside old ones.
    this.peers = new SealedPeers(2 * connections, random);
    loops.forEach(loop -> ciphers.put(loop, new PacketCipher()));
  }

  /**
   * Binds an address.
   *
   * @param address with a real port
   * @throws IOException if it cannot be bound
   */
  public void bind(InetSocketAddress address) throws IOException {
    AtomicReference<@Nullable SealedSockets> own = new AtomicReference<>();
    SealedSockets bound =
        SealedSockets.bind(
            loops, transport, address, loop -> new PacketHandler(loop, peers, own::get));
    own.set(bound);
    sockets.add(bound);
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

  Optional<Sealing> newKeys(SealedPeer peer) {
    OptionalInt index = peers.add(peer);
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

  LongSupplier nanoTime() {
    return nanoTime;
  }

  /** Takes no packets any more. */
  public void close() {
    sockets.forEach(SealedSockets::close);
    sockets.clear();
  }
}
