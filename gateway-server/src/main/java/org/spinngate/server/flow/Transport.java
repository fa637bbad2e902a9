package org.spinngate.server.flow;

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

  /** The class of a listening socket. */
  public Class<? extends ServerChannel> serverChannel() {
    return this == EPOLL ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
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
    return datagramChannel(
        address instanceof Inet6Address ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET);
  }

  private DatagramChannel datagramChannel(SocketProtocolFamily family) {
    return this == EPOLL ? new EpollDatagramChannel(family) : new NioDatagramChannel(family);
  }
}
