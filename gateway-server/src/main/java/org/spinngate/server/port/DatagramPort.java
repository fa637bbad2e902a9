package org.spinngate.server.port;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.server.flow.Transport;

/**
 * The UDP sockets of one listening address: one for each event loop where the system can share a
 * port, so that each loop has one to send by, and clients spread over them; otherwise one for all.
 *
 * <p>Confined to the thread that starts and stops the server, but for {@link #of}.
 */
public final class DatagramPort {
  private static final Logger LOG = LoggerFactory.getLogger(DatagramPort.class);

  /** More than a packet may have, so that a longer datagram is not taken for one. */
  private static final int RECEIVE_BYTES = 2048;

  private static final int DATAGRAMS_PER_READ = 8;
  private static final int WANTED_BUFFER_BYTES = 4 * 1024 * 1024;
  private static final int SMALL_BUFFER_BYTES = 1024 * 1024;
  private static final WriteBufferWaterMark WRITE_LIMIT =
      new WriteBufferWaterMark(2 * 1024 * 1024, 4 * 1024 * 1024);

  private final EventLoopGroup loops;
  private final Transport transport;
  private volatile Map<EventLoop, Channel> byLoop = Map.of();
  private volatile List<Channel> channels = List.of();

  /**
   * @param loops each has a socket of its own
   * @param transport the kind of the sockets
   */
  public DatagramPort(EventLoopGroup loops, Transport transport) {
    this.loops = loops;
    this.transport = transport;
  }

  /**
   * Binds the sockets. Call once.
   *
   * @param address with a real port
   * @param handlers gives each socket what it receives by
   * @throws IOException if the address cannot be bound, with the address in the message
   */
  public void bind(InetSocketAddress address, Function<EventLoop, ChannelHandler> handlers)
      throws IOException {
    List<Channel> bound = new ArrayList<>();
    for (EventExecutor loop : loops) {
      if (bound.isEmpty() || transport == Transport.EPOLL) {
        EventLoop mine = (EventLoop) loop;
        ChannelFuture binding =
            socket(transport, mine, handlers.apply(mine))
                .channelFactory(() -> transport.datagramChannel(address.getAddress()))
                .bind(address)
                .awaitUninterruptibly();
        if (!binding.isSuccess()) {
          bound.forEach(Channel::close);
          throw new IOException(String.valueOf(binding.cause().getMessage()), binding.cause());
        }
        bound.add(binding.channel());
      }
    }
    warnOfSmallBuffer(bound.get(0));
    byLoop = bound.stream().collect(Collectors.toUnmodifiableMap(Channel::eventLoop, own -> own));
    channels = List.copyOf(bound);
  }

  private static Bootstrap socket(Transport transport, EventLoop loop, ChannelHandler handler) {
    int datagrams = transport == Transport.EPOLL ? DATAGRAMS_PER_READ : 1;
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .option(ChannelOption.SO_RCVBUF, WANTED_BUFFER_BYTES)
            .option(ChannelOption.SO_SNDBUF, WANTED_BUFFER_BYTES)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_LIMIT)
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new FixedRecvByteBufAllocator(datagrams * RECEIVE_BYTES).maxMessagesPerRead(16))
            .handler(handler);
    if (transport == Transport.EPOLL) {
      bootstrap
          .option(UnixChannelOption.SO_REUSEPORT, true)
          .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, RECEIVE_BYTES);
    }
    return bootstrap;
  }

  private static void warnOfSmallBuffer(Channel channel) {
    int granted = channel.config().getOption(ChannelOption.SO_RCVBUF);
    if (granted < SMALL_BUFFER_BYTES) {
      LOG.warn(
          "the system grants UDP a receive buffer of only {} KiB; bursts may be lost (on Linux:"
              + " sysctl -w net.core.rmem_max={})",
          granted / 1024,
          WANTED_BUFFER_BYTES);
    }
  }

  /** The socket to send by from an event loop; none while they are being bound. Any thread. */
  public @Nullable Channel of(EventLoop loop) {
    List<Channel> all = channels;
    return all.isEmpty() ? null : byLoop.getOrDefault(loop, all.get(0));
  }

  /** Takes nothing any more. */
  public void close() {
    channels.forEach(channel -> channel.close().awaitUninterruptibly());
  }
}
