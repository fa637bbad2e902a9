package org.spinngate.protocol.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransportTest {
  private final Queue<Channel> callers = new ConcurrentLinkedQueue<>();
  private final Queue<Integer> received = new ConcurrentLinkedQueue<>();
  private EventLoopGroup loops;

  static List<Transport> transports() {
    return Transport.available();
  }

  private void open(Transport transport) {
    loops = transport.eventLoops(1, "transport-test");
  }

  @AfterEach
  void close() {
    if (loops != null) {
      loops.shutdownGracefully(20, 10_000, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }
  }

  @Test
  void javasOwnWayIsThereEverywhereAndTheLastChoice() {
    List<Transport> available = Transport.available();

    assertThat(available).contains(Transport.best()).endsWith(Transport.NIO);
    assertThat(available.get(0)).isEqualTo(Transport.best());
  }

  @ParameterizedTest
  @MethodSource("transports")
  void oneEndOfAConnectionFindsTheOther(Transport transport) {
    open(transport);
    Channel server = listen(transport, NetUtil.LOCALHOST4, 0);

    Channel client =
        new Bootstrap()
            .group(loops)
            .channelFactory(transport::streamChannel)
            .handler(new ChannelInboundHandlerAdapter())
            .connect(server.localAddress())
            .syncUninterruptibly()
            .channel();

    await().until(() -> !callers.isEmpty());
    assertThat(callers.peek().remoteAddress()).isEqualTo(client.localAddress());
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aSocketInTheFileSystemIsReached(Transport transport, @TempDir Path folder)
      throws IOException {
    open(transport);
    Path path = folder.resolve("s");
    new ServerBootstrap()
        .group(loops)
        .channelFactory(transport::fileServerChannel)
        .childHandler(caller())
        .bind(transport.fileAddress(path))
        .syncUninterruptibly();

    try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      assertThat(client.isConnected()).isTrue();
      await().until(() -> !callers.isEmpty());
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aDatagramArrivesAtAnAddressOfEitherFamily(Transport transport) throws IOException {
    open(transport);
    sendTo(transport, datagrams(transport, NetUtil.LOCALHOST4).localAddress());
    if (NetworkInterface.getByInetAddress(NetUtil.LOCALHOST6) != null) {
      sendTo(transport, datagrams(transport, NetUtil.LOCALHOST6).localAddress());
    }
  }

  private void sendTo(Transport transport, SocketAddress address) {
    received.clear();
    InetSocketAddress to = (InetSocketAddress) address;
    Channel sender = datagrams(transport, to.getAddress());
    byte[] bytes = {1, 2, 3};
    sender.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(bytes), to));

    await().until(() -> List.copyOf(received).equals(List.of(bytes.length)));
  }

  @ParameterizedTest
  @MethodSource("transports")
  void eitherFamilyMayHaveThePortOfTheOtherWhereTheyAreApart(Transport transport)
      throws IOException {
    assumeThat(transport.splitsFamilies()).isTrue();
    assumeThat(NetworkInterface.getByInetAddress(NetUtil.LOCALHOST6)).isNotNull();
    open(transport);
    Channel six = listen(transport, InetAddress.getByName("::"), 0);
    int port = ((InetSocketAddress) six.localAddress()).getPort();

    Channel four = listen(transport, InetAddress.getByName("0.0.0.0"), port);

    assertThat(four.isOpen()).isTrue();
  }

  private Channel listen(Transport transport, InetAddress address, int port) {
    return new ServerBootstrap()
        .group(loops)
        .channelFactory(transport.serverChannels(address))
        .childHandler(caller())
        .bind(address, port)
        .syncUninterruptibly()
        .channel();
  }

  private ChannelHandler caller() {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public boolean isSharable() {
        return true;
      }

      @Override
      public void channelActive(ChannelHandlerContext ctx) {
        callers.add(ctx.channel());
      }
    };
  }

  private Channel datagrams(Transport transport, InetAddress address) {
    return new Bootstrap()
        .group(loops)
        .channelFactory(() -> transport.datagramChannel(address))
        .handler(
            new SimpleChannelInboundHandler<DatagramPacket>() {
              @Override
              protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
                received.add(packet.content().readableBytes());
              }
            })
        .bind(address, 0)
        .syncUninterruptibly()
        .channel();
  }
}
