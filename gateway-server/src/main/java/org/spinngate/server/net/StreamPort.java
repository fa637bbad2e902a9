package org.spinngate.server.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.util.function.Supplier;
import org.spinngate.protocol.net.Transport;

/**
 * Accepts the connections of one kind of port.
 *
 * <p>Thread-safe.
 */
public final class StreamPort {
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(128 * 1024, 256 * 1024);

  /** What the kernel keeps beyond what is on its way: beyond our reach, so no more than needed. */
  private static final long MOST_UNSENT_BYTES = 32 * 1024L;

  private static final int BACKLOG = 1024;
  private static final int LEAST_READ = 512;
  private static final int USUAL_READ = 2 * 1024;
  private static final int MOST_READ = 32 * 1024;

  private final String key;
  private final Transport transport;
  private final ServerBootstrap bootstrap;
  private final ChannelGroup listening = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  /**
   * What connections are made of.
   *
   * @param loops carries them and, with them, the sessions
   * @param transport the kind of their sockets
   * @param congestionControl of connections that are accepted now: the kernel's name of an
   *     algorithm, empty for the kernel's own choice
   */
  public record Sockets(
      EventLoopGroup loops, Transport transport, Supplier<String> congestionControl) {}

  /**
   * @param sockets what the connections are made of
   * @param key of the configuration, where the operator finds the address
   * @param pipelines gives each connection its handlers
   */
  public StreamPort(Sockets sockets, String key, ChannelHandler pipelines) {
    this.key = key;
    this.transport = sockets.transport;
    this.bootstrap =
        new ServerBootstrap()
            .group(sockets.loops)
            .handler(listening(sockets.congestionControl))
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .childOption(ChannelOption.RECVBUF_ALLOCATOR, oneReadEachPass())
            .childHandler(pipelines);
    if (sockets.transport == Transport.EPOLL) {
      bootstrap.childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, MOST_UNSENT_BYTES);
    }
  }

  private static ChannelInitializer<Channel> listening(Supplier<String> congestionControl) {
    ChosenCongestionControl chosen = new ChosenCongestionControl(congestionControl);
    AcceptFaults faults = new AcceptFaults("connections", System::nanoTime);
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(chosen, faults);
      }
    };
  }

  /**
   * Two full TLS records at most, and then the next connection: one that floods must not keep its
   * event loop to itself. Who sends little is given small buffers.
   */
  private static RecvByteBufAllocator oneReadEachPass() {
    return new AdaptiveRecvByteBufAllocator(LEAST_READ, USUAL_READ, MOST_READ)
        .maxMessagesPerRead(1);
  }

  /**
   * Binds an address; port 0 takes a free one.
   *
   * @return the address with its real port
   * @throws BindFailure if it cannot be bound, with the address in the message
   */
  public InetSocketAddress bind(InetSocketAddress address) throws BindFailure {
    if (address.isUnresolved()) {
      throw BindFailure.of(address, "", new UnresolvedAddressException(), key + " names it");
    }
    ServerBootstrap fitting =
        bootstrap.clone().channelFactory(transport.serverChannels(address.getAddress()));
    ChannelFuture bound = fitting.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw BindFailure.of(address, "", bound.cause(), key + " names the address");
    }
    Channel channel = bound.channel();
    listening.add(channel);
    return (InetSocketAddress) channel.localAddress();
  }

  /** Accepts nobody any more at this address. */
  public void unbind(InetSocketAddress address) {
    listening.close(channel -> address.equals(channel.localAddress())).awaitUninterruptibly();
  }

  /** Accepts nobody any more. */
  public void close() {
    listening.close().awaitUninterruptibly();
  }
}
