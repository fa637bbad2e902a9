package org.spinngate.endtoend;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.net.KernelDrops;

/**
 * A board or an application that counts each datagram that comes to its socket, and says numbered
 * ones that want no reply.
 */
final class CountedPeer implements AutoCloseable {
  /** As in the output of a data extraction: 256 bytes after a header. */
  private static final int BYTES = 272;

  private static final int FLAGS = 2;
  private static final byte NO_REPLY = 7;
  private static final int NUMBER = 10;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("counted-peer", true), NioIoHandler.newFactory());
  private final AtomicLong arrived = new AtomicLong();
  private final Channel socket;
  private final KernelDrops overflow;
  private volatile @Nullable InetSocketAddress other;

  /**
   * @param other whom to talk to; null for the first that speaks
   */
  CountedPeer(@Nullable InetSocketAddress other) {
    this.other = other;
    this.socket =
        new Bootstrap()
            .group(group)
            .channel(NioDatagramChannel.class)
            .option(ChannelOption.SO_RCVBUF, 4 << 20)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(2048))
            .handler(new Ears())
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
    this.overflow = KernelDrops.of(socket);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.localAddress();
  }

  /** How many have come to the socket, also those for which it had no room. */
  long arrived() {
    group.submit(() -> arrived.addAndGet(overflow.fresh())).syncUninterruptibly();
    return arrived.get();
  }

  /** Says so many datagrams at once; the system has all of them when this returns. */
  void say(int datagrams) {
    for (int number = 0; number < datagrams; number++) {
      ByteBuf datagram = Unpooled.buffer(BYTES).writeZero(BYTES);
      datagram.setByte(FLAGS, NO_REPLY).setInt(NUMBER, number);
      socket.writeAndFlush(new DatagramPacket(datagram, other)).syncUninterruptibly();
    }
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private final class Ears extends SimpleChannelInboundHandler<DatagramPacket> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket datagram) {
      arrived.incrementAndGet();
      other = datagram.sender();
    }
  }
}
