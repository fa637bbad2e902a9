package org.spinngate.protocol.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueDatagramChannel;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueServerDomainSocketChannel;
import io.netty.channel.kqueue.KQueueServerSocketChannel;
import io.netty.channel.kqueue.KQueueSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

/**
 * The operating system's way to do network I/O. io_uring was measured slower for datagrams and is
 * left out. Sockets of one way need event loops of the same.
 */
public enum Transport {
  /** Linux. */
  EPOLL,
  /** macOS. */
  KQUEUE,
  /** Everywhere else. */
  NIO;

  /** Linux, ipv6(7): IPPROTO_IPV6, IPV6_V6ONLY. */
  private static final ChannelOption<Integer> IPV6_V6ONLY =
      new IntegerUnixChannelOption("IPV6_V6ONLY", 41, 26);

  /** The fastest that works on this machine. */
  public static Transport best() {
    return available().get(0);
  }

  /** All that work on this machine, the fastest first. */
  public static List<Transport> available() {
    return Stream.of(values()).filter(Transport::isAvailable).toList();
  }

  private boolean isAvailable() {
    return switch (this) {
      case EPOLL -> Epoll.isAvailable();
      case KQUEUE -> KQueue.isAvailable();
      case NIO -> true;
    };
  }

  /** Event loops for this way; their threads keep the process alive. */
  public MultiThreadIoEventLoopGroup eventLoops(int threads, String name) {
    return eventLoops(threads, new DefaultThreadFactory(name));
  }

  /** Event loops for this way, on threads of the caller's choice. */
  public MultiThreadIoEventLoopGroup eventLoops(int threads, ThreadFactory factory) {
    return new MultiThreadIoEventLoopGroup(threads, factory, handlers());
  }

  /** What event loops for this way are made of, if {@link #eventLoops} is not enough. */
  public IoHandlerFactory handlers() {
    return switch (this) {
      case EPOLL -> EpollIoHandler.newFactory();
      case KQUEUE -> KQueueIoHandler.newFactory();
      case NIO -> NioIoHandler.newFactory();
    };
  }

  /**
   * Makes listening sockets for addresses of this one's family, and of no other if {@link
   * #splitsFamilies}.
   */
  public ChannelFactory<ServerChannel> serverChannels(InetAddress address) {
    return switch (this) {
      case EPOLL -> () -> familyOnly(new EpollServerSocketChannel(family(address)), address);
      case KQUEUE -> KQueueServerSocketChannel::new;
      case NIO -> NioServerSocketChannel::new;
    };
  }

  /** Whether all addresses of IPv6 can be listened at without those of IPv4. */
  public boolean splitsFamilies() {
    return this == EPOLL;
  }

  /** Keeps a socket that is about to be bound to the family of its address, where that can be. */
  public <C extends Channel> C familyOnly(C socket, InetAddress address) {
    if (splitsFamilies() && address instanceof Inet6Address) {
      socket.config().setOption(IPV6_V6ONLY, 1);
    }
    return socket;
  }

  /** A fresh listening socket for a {@link #fileAddress}. */
  public ServerChannel fileServerChannel() {
    return switch (this) {
      case EPOLL -> new EpollServerDomainSocketChannel();
      case KQUEUE -> new KQueueServerDomainSocketChannel();
      case NIO -> new NioServerDomainSocketChannel();
    };
  }

  /** The address of a socket in the file system, as sockets of this way take it. */
  public SocketAddress fileAddress(Path path) {
    return this == NIO ? UnixDomainSocketAddress.of(path) : new DomainSocketAddress(path.toFile());
  }

  /** A fresh socket for a connection that this machine opens itself. */
  public SocketChannel streamChannel() {
    return switch (this) {
      case EPOLL -> new EpollSocketChannel();
      case KQUEUE -> new KQueueSocketChannel();
      case NIO -> new NioSocketChannel();
    };
  }

  /**
   * A fresh IPv4 datagram socket, with room for what comes in a burst; boards speak nothing newer.
   */
  public DatagramChannel datagramChannel() {
    DatagramChannel channel = datagramChannel(SocketProtocolFamily.INET);
    channel.config().setReceiveBufferSize(ReceiveBuffer.WANTED_BYTES);
    return channel;
  }

  /**
   * A fresh datagram socket that can be bound or connected to this address. Its buffers are the
   * system's choice: a caller that wants others may have to tell somebody that there are none.
   */
  public DatagramChannel datagramChannel(InetAddress address) {
    return datagramChannel(family(address));
  }

  private static SocketProtocolFamily family(InetAddress address) {
    return address instanceof Inet6Address ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
  }

  private DatagramChannel datagramChannel(SocketProtocolFamily family) {
    return switch (this) {
      case EPOLL -> new EpollDatagramChannel(family);
      case KQUEUE -> new KQueueDatagramChannel(family);
      case NIO -> new NioDatagramChannel(family);
    };
  }
}
