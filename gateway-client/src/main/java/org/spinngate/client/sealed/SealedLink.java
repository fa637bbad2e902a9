package org.spinngate.client.sealed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.client.local.Applications;
import org.spinngate.protocol.CarrierChoice;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.protocol.sealed.ClientPath;
import org.spinngate.protocol.sealed.SealedTunnel;

/**
 * The sealed path beside one connection, for as long as that lasts.
 *
 * <p>Confined to the one event loop.
 */
final class SealedLink implements ClientPath.Surroundings {
  private static final Logger LOG = LoggerFactory.getLogger(SealedLink.class);

  private final SealedCarrier carrier;
  private final SealedBeside beside;
  private final EventLoop loop;
  private final SealedTunnel tunnel;
  private final Applications applications;
  private final SealedSocket socket;
  private final ClientPath path;
  private final Faults faults =
      new Faults(
          System::nanoTime,
          (fault, more) -> LOG.error("fault while taking packets of the server{}", more, fault));

  SealedLink(
      SealedCarrier carrier,
      SealedBeside beside,
      Channel connection,
      Sealing keys,
      SealedTunnel tunnel,
      Applications applications) {
    this.carrier = carrier;
    this.beside = beside;
    this.loop = connection.eventLoop();
    this.tunnel = tunnel;
    this.applications = applications;
    InetSocketAddress server = (InetSocketAddress) connection.remoteAddress();
    this.socket =
        new SealedSocket(
            () -> carrier.sockets().apply(server.getAddress()),
            loop,
            addressOf(connection),
            server,
            () -> new Arrivals(),
            cause -> carrier.warnings().noSocket(server, cause));
    this.path =
        new ClientPath(loop, carrier.share(), keys, this, carrier.sealedOnly(), carrier.timing());
  }

  /** Of this machine, as the server sees it unless there is a router in between. */
  private static @Nullable InetAddress addressOf(Channel connection) {
    return connection.localAddress() instanceof InetSocketAddress local ? local.getAddress() : null;
  }

  /** Opens the socket and asks the server whether it is heard. */
  void start() {
    socket.open();
    tunnel.join(path);
    // After what opening has left to the loop, so that the first question can leave.
    loop.execute(path::start);
  }

  /** The server has new keys. */
  void renew(Sealing keys) {
    path.renew(keys);
  }

  /** The connection is over. */
  void end() {
    tunnel.closePath();
    socket.close();
  }

  @Override
  public void chosen(boolean sealed) {
    carrier.observer().chosen(tunnel);
    tunnel.send(new CarrierChoice(sealed));
  }

  @Override
  public void proven(boolean now) {
    beside.proven(now);
  }

  @Override
  public void anotherPort() {
    socket.open();
  }

  @Override
  public void scp(int flow, ByteBuf datagram) {
    tunnel.heard();
    tunnel.came(1);
    applications.deliver(Service.SCP, flow, datagram);
  }

  @Override
  public void dropped(DropReason reason) {
    tunnel.came(1);
    applications.dropped(reason);
  }

  @Override
  public void missing(int datagrams) {
    tunnel.came(datagrams);
    applications.dropped(DropReason.LINE_LOSS, datagrams);
  }

  @Override
  public void unsent(Unsent datagrams) {
    tunnel.unsent(datagrams);
  }

  @Override
  public ByteBufAllocator allocator() {
    return ByteBufAllocator.DEFAULT;
  }

  @Override
  public int longestPacket() {
    return socket.longestPacket();
  }

  @Override
  public boolean hasRoom() {
    return socket.usable() != null;
  }

  @Override
  public void write(ByteBuf packet) {
    Channel channel = socket.usable();
    if (channel == null) {
      packet.release();
    } else {
      channel.write(packet, channel.voidPromise());
    }
  }

  @Override
  public void flush() {
    Channel channel = socket.usable();
    if (channel != null) {
      channel.flush();
    }
  }

  /** What one of the sockets receives. */
  private final class Arrivals extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      DatagramPacket datagram = (DatagramPacket) message;
      try {
        path.receive(datagram.content());
      } finally {
        datagram.release();
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      applications.flush();
    }

    /** A refusal means as much as no answer, and the questions go on. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      LOG.debug("UDP: {}", cause.toString());
      faults.caught(cause);
    }
  }
}
