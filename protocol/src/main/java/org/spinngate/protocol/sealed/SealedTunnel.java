package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DatagramBalance;
import org.spinngate.protocol.DatagramsSent;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.FlowClosed;
import org.spinngate.protocol.PathReport;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Tunnel;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.mtu.PacketSize;
import org.spinngate.protocol.stream.StreamTunnel;

/**
 * A tunnel over two carriers: a stream for everything, and a sealed path beside it that takes the
 * SCP datagrams over while it is chosen. Each datagram goes by one of them, never by both, so none
 * can arrive twice.
 *
 * <p>Confined to the event loop of the connection.
 */
public final class SealedTunnel implements Tunnel {
  private final StreamTunnel stream;
  private final boolean sealedOnly;
  private @Nullable SealedPath path;
  private DatagramBalance.Connection counts = new DatagramBalance().begin(() -> {});
  private Consumer<Unsent> listener = fallen -> {};

  /**
   * One that has no sealed path yet.
   *
   * @param stream of the connection
   * @param sealedOnly whether the stream takes no SCP datagram that a packet could carry
   */
  public SealedTunnel(StreamTunnel stream, boolean sealedOnly) {
    this.stream = stream;
    this.sealedOnly = sealedOnly;
    stream.tell(this::unsent);
  }

  /**
   * Counts for a session from here on; nothing leaves by the session's earlier tunnels any more.
   *
   * @param session what passes by all its tunnels
   * @param unsent hears of what was taken and falls after all
   */
  public void countFor(DatagramBalance session, Consumer<Unsent> unsent) {
    counts = session.begin(this::end);
    listener = unsent;
  }

  /** Datagrams that it had taken have not left, and never will. */
  public void unsent(Unsent fallen) {
    counts.unsent(fallen.datagrams());
    listener.accept(fallen);
  }

  /**
   * SCP datagrams of the peer have come, or have been found missing.
   *
   * @return whether they are to be looked at and counted; not if they were counted as missing when
   *     a later connection began
   */
  public boolean came(int datagrams) {
    return counts.came(datagrams);
  }

  /** Tells the peer what has left, so that it knows what was under way by earlier connections. */
  public void tellSent() {
    stream.send(counts.told());
  }

  /**
   * The peer tells what it has sent.
   *
   * @return how much of that was lost with earlier connections
   */
  public int missing(DatagramsSent ofPeer) {
    return counts.missing(ofPeer);
  }

  /** Has this path beside the stream from here on. */
  public void join(SealedPath beside) {
    path = beside;
  }

  /** The peer was heard by the sealed path, and an application talks. */
  public void heard() {
    stream.heardElsewhere();
  }

  @Override
  public @Nullable DropReason sendScp(int flow, ByteBuf datagram) {
    SealedPath way = path;
    int bytes = datagram.readableBytes();
    boolean chosen = way != null && way.isChosen();
    DropReason obstacle;
    if (way != null && chosen && way.carries(bytes)) {
      stream.talkingElsewhere();
      obstacle = way.sendScp(flow, datagram);
    } else {
      boolean waits = sealedOnly && !chosen && LonePacket.ofDatagram(bytes) <= PacketSize.BASE;
      obstacle = waits ? DropReason.TUNNEL_DOWN : stream.sendScp(flow, datagram);
    }
    if (obstacle == null) {
      counts.sent();
    }
    return obstacle;
  }

  @Override
  public @Nullable DropReason sendBoot(int flow, int gapMillis, ByteBuf datagram) {
    return stream.sendBoot(flow, gapMillis, datagram);
  }

  @Override
  public void send(ControlMessage message) {
    if (path != null && message instanceof FlowClosed closed && closed.service() == Service.SCP) {
      path.flowEnds(closed.flow());
    }
    stream.send(message);
  }

  @Override
  public void close(CloseCause cause, String text) {
    closePath();
    stream.close(cause, text);
  }

  /** Nothing leaves by it any more, and what waits falls; a goodbye may still be said. */
  public void end() {
    closePath();
    stream.end();
  }

  /** The connection is gone, and the path with it. */
  public void closePath() {
    if (path != null) {
      path.close();
      path = null;
    }
  }

  @Override
  public PathReport report() {
    PathReport byStream = stream.report();
    SealedPath way = path;
    if (way == null) {
      return byStream;
    }
    PathReport sealed = way.report();
    boolean measured = sealed.roundTripNanos() >= 0 && way.isChosen();
    return new PathReport(
        way.isChosen() ? sealed.carrier() : byStream.carrier(),
        measured ? sealed.roundTripNanos() : byStream.roundTripNanos(),
        sealed.lossPerMillion(),
        sealed.copies(),
        sealed.saved(),
        sealed.resends(),
        sealed.packetBytes(),
        sealed.limit());
  }
}
