package org.spinngate.server.sealed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.CarrierChoice;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.mtu.PacketSize;
import org.spinngate.protocol.net.WholePackets;
import org.spinngate.protocol.sealed.PacketSource;
import org.spinngate.protocol.sealed.PathShare;
import org.spinngate.protocol.sealed.SealedTunnel;
import org.spinngate.protocol.sealed.ServerPath;
import org.spinngate.server.net.Hops;
import org.spinngate.server.net.PortAddress;
import org.spinngate.server.session.Session;

/**
 * One client at the other end of sealed packets, as long as the connection lasts that gave it the
 * keys. Its address is one that has proved to be its own, and answers leave from where packets from
 * there were sent to.
 *
 * <p>Confined to the event loop of the session, but for {@link #loop()} and {@link #hops()}.
 */
public final class SealedPeer implements ServerPath.Surroundings {
  private final Session session;
  private final SealedTunnel tunnel;
  private final SealedDoor door;
  private final EventLoop loop;
  private final Hops.Source hops;
  private final @Nullable InetAddress stream;
  private @Nullable ServerPath path;
  private @Nullable PeerAddress address;
  private @Nullable PeerAddress latest;
  private int index;
  private int formerIndex;
  private boolean renewed;
  private boolean unflushed;

  /**
   * @param stream where the connection comes from, if that is known
   */
  SealedPeer(Session session, SealedTunnel tunnel, SealedDoor door, @Nullable InetAddress stream) {
    this.stream = stream;
    this.session = session;
    this.tunnel = tunnel;
    this.door = door;
    this.loop = session.loop();
    this.hops = door.hopsTo(loop);
  }

  /** Where it lives. Any thread. */
  EventLoop loop() {
    return loop;
  }

  /** The way there from other event loops. Any thread. */
  Hops.Source hops() {
    return hops;
  }

  /** The client is told these keys, the first ones. */
  void begin(Sealing keys, PathShare share) {
    assert loop.inEventLoop();
    ServerPath made = new ServerPath(loop, share, keys, this, door.timing());
    path = made;
    index = keys.index();
    tunnel.join(made);
    tunnel.send(keys);
  }

  /** The client says which carrier it wants. */
  public void choose(CarrierChoice choice) {
    assert loop.inEventLoop();
    if (path != null) {
      path.choose(choice.sealed());
    }
  }

  /**
   * A packet with one of this peer's indexes.
   *
   * @return whether it is the first since the last {@link #flushToBoard()}
   */
  boolean receive(ByteBuf packet, InetSocketAddress from, PortAddress to, boolean detour) {
    assert loop.inEventLoop();
    if (path != null) {
      path.receive(packet, source(from, to), detour);
    }
    boolean first = !unflushed;
    unflushed = true;
    return first;
  }

  /** Most packets come from where the one before came from. */
  private PeerAddress source(InetSocketAddress from, PortAddress to) {
    PeerAddress known = latest;
    if (known == null || !known.is(from, to)) {
      known = new PeerAddress(from, to, this::allows);
      latest = known;
    }
    return known;
  }

  private boolean allows(InetSocketAddress place) {
    return door.allows(place, stream, session);
  }

  /** Lets leave for the board what the last packets brought. */
  void flushToBoard() {
    unflushed = false;
    session.flush();
  }

  @Override
  public void scp(int flow, ByteBuf datagram) {
    tunnel.heard();
    tunnel.came(1);
    session.scpToBoard(tunnel, flow, datagram);
  }

  @Override
  public void dropped(DropReason reason) {
    tunnel.came(1);
    session.drops().dropped(reason, 1);
  }

  @Override
  public void missing(int datagrams) {
    tunnel.came(datagrams);
    session.drops().dropped(DropReason.LINE_LOSS, datagrams);
  }

  @Override
  public void unsent(Unsent fallen) {
    tunnel.unsent(fallen);
  }

  @Override
  public void moved(PacketSource peer) {
    PeerAddress place = (PeerAddress) peer;
    address = place;
    path().joins(door.lines().to(place.remote().getAddress()));
  }

  @Override
  public void challenge(PacketSource place, ByteBuf packet) {
    PeerAddress candidate = (PeerAddress) place;
    Channel socket = candidate.socket(loop);
    if (socket != null && socket.isWritable()) {
      socket.writeAndFlush(new DatagramPacket(packet, candidate.remote()), socket.voidPromise());
    } else {
      packet.release();
    }
  }

  @Override
  public long random() {
    return door.random();
  }

  @Override
  public void keysAreOld() {
    door.newKeys(this)
        .ifPresent(
            keys -> {
              if (renewed) {
                door.forget(formerIndex);
              }
              renewed = true;
              formerIndex = index;
              index = keys.index();
              path().renew(keys);
              tunnel.send(keys);
            });
  }

  private ServerPath path() {
    if (path == null) {
      throw new IllegalStateException("no path");
    }
    return path;
  }

  @Override
  public ByteBufAllocator allocator() {
    return ByteBufAllocator.DEFAULT;
  }

  @Override
  public int longestPacket() {
    Channel socket = socket();
    return socket == null || address == null
        ? PacketSize.BASE
        : WholePackets.longest(socket, address.remote().getAddress());
  }

  @Override
  public boolean hasRoom() {
    Channel socket = socket();
    return socket != null && socket.isWritable();
  }

  private @Nullable Channel socket() {
    return address == null ? null : address.socket(loop);
  }

  @Override
  public void write(ByteBuf packet) {
    Channel socket = socket();
    if (socket != null && address != null) {
      socket.write(new DatagramPacket(packet, address.remote()), socket.voidPromise());
    } else {
      packet.release();
    }
  }

  @Override
  public void flush() {
    Channel socket = socket();
    if (socket != null) {
      socket.flush();
    }
  }

  /** The connection is gone. */
  void end() {
    assert loop.inEventLoop();
    tunnel.closePath();
    door.forget(index);
    if (renewed) {
      door.forget(formerIndex);
    }
  }
}
