package org.spinngate.server.probe;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.config.ProbeSettings;

/**
 * Hears the hellos of boot ROMs. One is believed if it comes from the boot service of a board that
 * the directory knows, and from nowhere else.
 *
 * <p>A ROM broadcasts until somebody sends it a boot packet, and from then on speaks to that host
 * alone. So this listens at the broadcast address, which takes nothing away from other programs of
 * this machine (a gateway-client owns the same port of a loopback address), and at those of its own
 * addresses from which it would boot a board ({@link FacingAddresses}). A socket that cannot be had
 * costs one warning, and hellos.
 *
 * <p>Thread-safe, but to be made on no event loop; what arrives is looked at on the one that was
 * given.
 */
public final class HelloListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HelloListener.class);
  private static final InetSocketAddress BROADCAST =
      new InetSocketAddress("255.255.255.255", BoardHello.PORT);
  private static final int LONGEST = 64;

  private final Supplier<DatagramChannel> sockets;
  private final EventLoop loop;
  private final ProbeSettings.Hello where;
  private final ChannelGroup open;
  private final Optional<InetSocketAddress> simulated;
  private final Faults faults =
      new Faults(
          System::nanoTime,
          (fault, more) -> LOG.error("fault while hearing hellos{}", more, fault));
  private @Nullable KnownBoards known;

  /**
   * Opens the socket that simulated boards of this process speak to, unless hellos are off.
   *
   * @param sockets gives fresh datagram sockets
   * @param loop where hellos are looked at
   * @param where which addresses to listen at
   */
  public HelloListener(
      Supplier<DatagramChannel> sockets, EventLoop loop, ProbeSettings.Hello where) {
    this.sockets = sockets;
    this.loop = loop;
    this.where = where;
    this.open = new DefaultChannelGroup(loop);
    this.simulated = where instanceof ProbeSettings.Hello.Off ? Optional.empty() : loopback();
  }

  private Optional<InetSocketAddress> loopback() {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    ChannelFuture bound = bindOrWarn(any).awaitUninterruptibly();
    return Optional.of(bound)
        .filter(ChannelFuture::isSuccess)
        .map(done -> (InetSocketAddress) done.channel().localAddress());
  }

  /** Where simulated boards say hello; absent if nobody listens. */
  public Optional<InetSocketAddress> simulated() {
    return simulated;
  }

  /** Listens on the network for these boards, asked for again and again. Call it once. */
  public void listen(BoardDirectory boards, LongSupplier nanoTime) {
    loop.execute(() -> known = new KnownBoards(boards, nanoTime));
    if (where instanceof ProbeSettings.Hello.At at) {
      at.listen().forEach(this::bindOrWarn);
    } else if (where instanceof ProbeSettings.Hello.Auto) {
      bindOrWarn(BROADCAST);
      new FacingAddresses(
              boards, loop, new SystemAddresses(), address -> bindOrWarn(boots(address)))
          .watch();
    }
  }

  private static InetSocketAddress boots(InetAddress address) {
    return new InetSocketAddress(address, BoardHello.PORT);
  }

  private ChannelFuture bindOrWarn(InetSocketAddress address) {
    return bind(address)
        .addListener(
            bound -> {
              if (!bound.isSuccess() && !loop.isShuttingDown()) {
                LOG.warn(
                    "cannot hear hellos of unbooted boards at {}: {}; gateway.probe.hello = off"
                        + " does without",
                    NetUtil.toSocketAddressString(address),
                    bound.cause().getMessage());
              }
            });
  }

  private ChannelFuture bind(InetSocketAddress address) {
    return new Bootstrap()
        .group(loop)
        .channelFactory(sockets::get)
        .option(ChannelOption.SO_REUSEADDR, address.equals(BROADCAST))
        .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LONGEST))
        .handler(new Ear())
        .bind(address)
        .addListener((ChannelFuture bound) -> keep(bound));
  }

  private void keep(ChannelFuture bound) {
    if (bound.isSuccess()) {
      open.add(bound.channel());
    }
  }

  private void heard(ByteBuf datagram, InetSocketAddress sender) {
    assert loop.inEventLoop();
    if (known != null && BoardHello.is(datagram)) {
      known.at(sender).map(Board::condition).ifPresent(condition -> condition.helloHeard());
    }
  }

  /** Hears nothing any more; harmless the second time. */
  @Override
  public void close() {
    open.close().awaitUninterruptibly();
  }

  /** Takes what comes, from any sender. */
  @Sharable
  private final class Ear extends SimpleChannelInboundHandler<DatagramPacket> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
      heard(packet.content(), packet.sender());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      LOG.debug("hellos: {}", cause.getMessage());
      faults.caught(cause);
    }
  }
}
