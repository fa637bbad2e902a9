package org.spinngate.server.sealed;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.server.flow.Transport;

/**
 * The UDP sockets of one listening address: one for each event loop where the system can share a
 * port, so that each loop has one to send by, and clients spread over them; otherwise one for all.
 *
 * <p>Confined to the thread that starts and stops the server, but for {@link #of}.
 */
final class SealedSockets {
  private static final Logger LOG = LoggerFactory.getLogger(SealedSockets.class);

  /** More than a packet may have, so that a longer datagram is not taken for one. */
  private static final int RECEIVE_BYTES = 2048;

  private static final int DATAGRAMS_PER_READ = 8;
  private static final int WANTED_BUFFER_BYTES = 4 * 1024 * 1024;
  private static final int SMALL_BUFFER_BYTES = 1024 * 1024;
  private static final WriteBufferWaterMark WRITE_LIMIT =
      new WriteBufferWaterMark(2 * 1024 * 1024, 4 * 1024 * 1024);

  private final Map<EventLoop, Channel> byLoop = new LinkedHashMap<>();
  private final List<Channel> channels;

  private SealedSockets(List<Channel> channels) {
    this.channels = channels;
    channels.forEach(channel -> byLoop.put(channel.eventLoop(), channel));
  }

  /**
   * Binds them.
   *
   * @param handlers makes the handler of each socket
   * @throws IOException if the address cannot be bound, with the address in the message
   */
  static SealedSockets bind(
      EventLoopGroup loops,
      Transport transport,
      InetSocketAddress address,
      Function<EventLoop, ChannelHandler> handlers)
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
    return new SealedSockets(bound);
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

  /** The socket to send by from an event loop. Any thread. */
  Channel of(EventLoop loop) {
    return byLoop.getOrDefault(loop, channels.get(0));
  }

  /** Takes nothing any more. */
  void close() {
    channels.forEach(channel -> channel.close().awaitUninterruptibly());
  }
}
