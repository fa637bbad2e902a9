package org.spinngate.server.sealed;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.spinngate.protocol.sealed.SealedPacket;
import org.spinngate.server.port.DatagramPort;

/**
 * Brings what one socket receives to the peers that it is for. A peer that lives on another event
 * loop gets it there, and is told that it came by a detour. Everything else is dropped in silence:
 * nobody who does not have a key gets an answer.
 *
 * <p>Confined to the event loop of its socket.
 */
final class PacketHandler extends ChannelInboundHandlerAdapter {
  private final EventLoop loop;
  private final SealedPeers peers;
  private final DatagramPort port;
  private final List<SealedPeer> unflushed = new ArrayList<>();

  /**
   * @param port the sockets of the same address
   */
  PacketHandler(EventLoop loop, SealedPeers peers, DatagramPort port) {
    this.loop = loop;
    this.peers = peers;
    this.port = port;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    DatagramPacket datagram = (DatagramPacket) message;
    try {
      received(datagram.content(), datagram.sender());
    } finally {
      datagram.release();
    }
  }

  private void received(ByteBuf packet, InetSocketAddress from) {
    SealedPeer peer = SealedPacket.mayBe(packet) ? peers.find(SealedPacket.index(packet)) : null;
    if (peer == null) {
      return;
    }
    if (peer.loop() == loop) {
      if (peer.receive(packet, from, port, false)) {
        unflushed.add(peer);
      }
    } else {
      packet.retain();
      peer.loop().execute(() -> hop(peer, packet, from, port));
    }
  }

  private static void hop(
      SealedPeer peer, ByteBuf packet, InetSocketAddress from, DatagramPort port) {
    try {
      peer.receive(packet, from, port, true);
      peer.flushToBoard();
    } finally {
      packet.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    for (int i = 0; i < unflushed.size(); i++) {
      unflushed.get(i).flushToBoard();
    }
    unflushed.clear();
  }

  /** Errors of the network concern single packets, and those may be lost. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {}
}
