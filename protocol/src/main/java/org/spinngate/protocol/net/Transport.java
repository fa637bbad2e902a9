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
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * The operating system's way to do network I/O: epoll on Linux, the JDK's elsewhere. io_uring was
 * measured slower for datagrams and is left out.
 */
public enum Transport {
  /** Linux. */
  EPOLL,
  /** Everywhere else. */
  NIO;

  /** Linux, ipv6(7): IPPROTO_IPV6, IPV6_V6ONLY. */
  private static final ChannelOption<Integer> IPV6_V6ONLY =
      new IntegerUnixChannelOption("IPV6_V6ONLY", 41, 26);

  /**
   * For a burst that comes while its event loop does something else. The system grants no more than
   * it may, and takes memory only for what waits.
   */
  private static final int WANTED_BUFFER_BYTES = 4 * 1024 * 1024;

  /** The fastest that works on this machine. */
  public static Transport best() {
    return Epoll.isAvailable() ? EPOLL : NIO;
  }

  /** Event loops for this way. */
  public MultiThreadIoEventLoopGroup eventLoops(int threads, String name) {
    IoHandlerFactory factory =
        this == EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name), factory);
  }

  /**
   * Makes listening sockets for addresses of this one's family, and of no other if {@link
   * #splitsFamilies}.
   */
  public ChannelFactory<ServerChannel> serverChannels(InetAddress address) {
    return this == EPOLL
        ? () -> familyOnly(new EpollServerSocketChannel(family(address)), address)
        : NioServerSocketChannel::new;
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

  /** The class of a connection that this machine opens itself. */
  public Class<? extends SocketChannel> socketChannel() {
    return this == EPOLL ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  /** A fresh IPv4 datagram socket; boards speak nothing newer. */
  public DatagramChannel datagramChannel() {
    return datagramChannel(SocketProtocolFamily.INET);
  }

  /** A fresh datagram socket that can be bound to this address. */
  public DatagramChannel datagramChannel(InetAddress address) {
    return datagramChannel(family(address));
  }

  private static SocketProtocolFamily family(InetAddress address) {
    return address instanceof Inet6Address ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
  }

  private DatagramChannel datagramChannel(SocketProtocolFamily family) {
    DatagramChannel channel =
        this == EPOLL ? new EpollDatagramChannel(family) : new NioDatagramChannel(family);
    channel.config().setReceiveBufferSize(WANTED_BUFFER_BYTES);
    return channel;
  }
}
