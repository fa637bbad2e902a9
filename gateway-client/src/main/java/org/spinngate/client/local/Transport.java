package org.spinngate.client.local;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueDatagramChannel;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The operating system's best way to sockets, and the one thread that serves all of a client's: the
 * tunnel and the local ports share it, so that a datagram never changes threads.
 */
public final class Transport {
  private static final long LONGEST_SHUTDOWN_MILLIS = 1_000;

  /** Told to end at once in the midst of its tasks, a loop leaves its sockets open. */
  private static final long QUIET_MILLIS = 20;

  /** What the kernel keeps beyond what is on its way: beyond our reach, so no more than needed. */
  private static final long MOST_UNSENT_BYTES = 32 * 1024L;

  private final EventLoopGroup group;
  private final ChannelFactory<? extends SocketChannel> streams;
  private final Function<SocketProtocolFamily, DatagramChannel> datagrams;

  private Transport(
      IoHandlerFactory handlers,
      ChannelFactory<? extends SocketChannel> streams,
      Function<SocketProtocolFamily, DatagramChannel> datagrams) {
    this.group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("gateway-client", true), handlers);
    this.streams = streams;
    this.datagrams = datagrams;
  }

  /** Epoll on Linux, kqueue on macOS, what Java has elsewhere. */
  public static Transport best() {
    if (Epoll.isAvailable()) {
      return new Transport(
          EpollIoHandler.newFactory(), Transport::epollStream, EpollDatagramChannel::new);
    }
    if (KQueue.isAvailable()) {
      return new Transport(
          KQueueIoHandler.newFactory(), KQueueSocketChannel::new, KQueueDatagramChannel::new);
    }
    return portable();
  }

  private static SocketChannel epollStream() {
    EpollSocketChannel channel = new EpollSocketChannel();
    channel.config().setTcpNotSentLowAt(MOST_UNSENT_BYTES);
    return channel;
  }

  /** What Java has everywhere. */
  public static Transport portable() {
    return new Transport(NioIoHandler.newFactory(), NioSocketChannel::new, NioDatagramChannel::new);
  }

  /** The one thread. */
  public EventLoop loop() {
    return group.next();
  }

  /** A start for a TCP connection on the one thread. */
  public Bootstrap stream() {
    return new Bootstrap().group(group).channelFactory(streams);
  }

  /**
   * A start for a UDP socket on the one thread.
   *
   * @param address what it will be bound or connected to; a socket is of one family for good
   */
  public Bootstrap datagram(InetAddress address) {
    SocketProtocolFamily family =
        address instanceof Inet6Address ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
    return new Bootstrap().group(group).channelFactory(() -> datagrams.apply(family));
  }

  /** Ends the thread and with it every socket that is left. */
  public Future<?> close() {
    return group.shutdownGracefully(QUIET_MILLIS, LONGEST_SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS);
  }
}
