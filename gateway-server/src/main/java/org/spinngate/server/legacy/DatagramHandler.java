package org.spinngate.server.legacy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import java.util.ArrayList;
import java.util.List;
import org.spinngate.protocol.Service;
import org.spinngate.server.port.DatagramPort;

/**
 * Brings the datagrams that one socket receives to their old clients.
 *
 * <p>Confined to the socket's event loop.
 */
final class DatagramHandler extends ChannelInboundHandlerAdapter {
  private final Service service;
  private final EventLoop loop;
  private final DatagramPort port;
  private final OldClients clients;
  private final List<OldClient> unflushed = new ArrayList<>();

  /**
   * @param port the sockets that answers leave by
   */
  DatagramHandler(Service service, EventLoop loop, DatagramPort port, OldClients clients) {
    this.service = service;
    this.loop = loop;
    this.port = port;
    this.clients = clients;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    DatagramPacket packet = (DatagramPacket) message;
    Way way = new DatagramWay(port, packet.sender());
    OldClient client = clients.receive(service, way, packet.content(), loop);
    if (client != null) {
      unflushed.add(client);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    unflushed.forEach(OldClient::flush);
    unflushed.clear();
  }

  /** Errors of the network concern single datagrams, and those may be lost. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {}
}
