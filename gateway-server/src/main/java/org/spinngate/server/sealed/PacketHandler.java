package org.spinngate.server.sealed;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.protocol.sealed.SealedPacket;
import org.spinngate.server.net.Arrivals;
import org.spinngate.server.net.EndOfPass;
import org.spinngate.server.net.PortAddress;
import org.spinngate.server.net.PortDrop;
import org.spinngate.server.net.PortMeter;

/**
 * Brings what one socket receives to the peers that it is for. A peer that lives on another event
 * loop gets it there, and is told that it came by a detour. Everything else is dropped in silence:
 * nobody who does not have a key gets an answer.
 *
 * <p>Confined to the event loop of its socket.
 */
final class PacketHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(PacketHandler.class);

  private final EventLoop loop;
  private final SealedPeers peers;
  private final Arrivals arrivals;
  private final PortMeter meter;
  private final Faults faults =
      new Faults(
          System::nanoTime,
          (fault, more) -> LOG.error("fault while taking sealed packets{}", more, fault));
  private final EndOfPass<SealedPeer> unflushed = new EndOfPass<>(SealedPeer::flushToBoard, faults);

  /**
   * @param arrivals tells where a packet was sent to
   * @param meter told of packets that may not hop
   */
  PacketHandler(EventLoop loop, SealedPeers peers, Arrivals arrivals, PortMeter meter) {
    this.meter = meter;
    this.loop = loop;
    this.peers = peers;
    this.arrivals = arrivals;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    DatagramPacket datagram = (DatagramPacket) message;
    try {
      received(datagram);
    } finally {
      datagram.release();
    }
  }

  private void received(DatagramPacket datagram) {
    ByteBuf packet = datagram.content();
    SealedPeer peer = SealedPacket.mayBe(packet) ? peers.find(SealedPacket.index(packet)) : null;
    if (peer == null) {
      return;
    }
    InetSocketAddress from = datagram.sender();
    PortAddress to = arrivals.of(datagram);
    if (peer.loop() == loop) {
      if (peer.receive(packet, from, to, false)) {
        unflushed.add(peer);
      }
    } else {
      // A copy: the packet is a slice of all that one system call has read, 16 times as much.
      hop(peer, packet.copy(), from, to);
    }
  }

  /**
   * One that may not hop is lost as in the network: if it was authentic, the session counts its
   * datagrams so. Whether it was, nobody knows, so the packet is counted here, too.
   */
  private void hop(SealedPeer peer, ByteBuf packet, InetSocketAddress from, PortAddress to) {
    if (!peer.hops().hop(() -> arrive(peer, packet, from, to))) {
      packet.release();
      meter.dropped(PortDrop.TOO_MANY_HOPS, 1);
    }
  }

  private static void arrive(
      SealedPeer peer, ByteBuf packet, InetSocketAddress from, PortAddress to) {
    try {
      peer.receive(packet, from, to, true);
      peer.flushToBoard();
    } finally {
      packet.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    unflushed.run();
  }

  /** Errors of the network concern single packets, and those may be lost. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    faults.caught(cause);
  }
}
