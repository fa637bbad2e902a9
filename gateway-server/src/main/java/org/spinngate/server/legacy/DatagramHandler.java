package org.spinngate.server.legacy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.server.net.Arrivals;
import org.spinngate.server.net.EndOfPass;

/**
 * Brings the datagrams that one socket receives to their old clients.
 *
 * <p>Confined to the socket's event loop.
 */
final class DatagramHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(DatagramHandler.class);

  private final Service service;
  private final EventLoop loop;
  private final Arrivals arrivals;
  private final LegacyClients clients;
  private final Faults faults =
      new Faults(
          System::nanoTime,
          (fault, more) -> LOG.error("fault while taking old clients' datagrams{}", more, fault));
  private final EndOfPass<LegacyClient> unflushed = new EndOfPass<>(LegacyClient::flush, faults);

  /**
   * @param arrivals tells where a datagram was sent to, which is where answers leave from
   */
  DatagramHandler(Service service, EventLoop loop, Arrivals arrivals, LegacyClients clients) {
    this.service = service;
    this.loop = loop;
    this.arrivals = arrivals;
    this.clients = clients;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    DatagramPacket packet = (DatagramPacket) message;
    ReplyPath path = new DatagramReplyPath(arrivals.of(packet), packet.sender());
    LegacyClient client = clients.receive(service, path, packet.content(), loop);
    if (client != null) {
      unflushed.add(client);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    unflushed.run();
  }

  /** Errors of the network concern single datagrams, and those may be lost. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    faults.caught(cause);
  }
}
