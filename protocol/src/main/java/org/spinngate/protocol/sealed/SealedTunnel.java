package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.PathReport;
import org.spinngate.protocol.Tunnel;
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

  /**
   * One that has no sealed path yet.
   *
   * @param stream of the connection
   * @param sealedOnly whether the stream takes no SCP datagram that a packet could carry
   */
  public SealedTunnel(StreamTunnel stream, boolean sealedOnly) {
    this.stream = stream;
    this.sealedOnly = sealedOnly;
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
    boolean fits = PacketSender.carries(datagram.readableBytes());
    if (way != null && fits && way.isChosen()) {
      stream.talkingElsewhere();
      return way.sendScp(flow, datagram);
    }
    return sealedOnly && fits ? DropReason.TUNNEL_DOWN : stream.sendScp(flow, datagram);
  }

  @Override
  public @Nullable DropReason sendBoot(int flow, int gapMillis, ByteBuf datagram) {
    return stream.sendBoot(flow, gapMillis, datagram);
  }

  @Override
  public void send(ControlMessage message) {
    stream.send(message);
  }

  @Override
  public void close(CloseCause cause, String text) {
    closePath();
    stream.close(cause, text);
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
        sealed.resends());
  }
}
