package org.spinngate.client.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.unix.RawUnixChannelOption;
import io.netty.util.ReferenceCountUtil;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.net.Transport;

/** Sockets that hear nothing but this machine. */
class LoopbackOnlyTest {
  private static final RawUnixChannelOption DEVICE =
      new RawUnixChannelOption("SO_BINDTODEVICE", 1, 25, 16);

  private static String device(Channel channel) {
    ByteBuffer name = channel.config().getOption(DEVICE);
    byte[] bytes = new byte[name.remaining()];
    name.get(bytes);
    return new String(bytes, StandardCharsets.US_ASCII).trim();
  }

  /** Bound to loopback, as a board's own address is not there. */
  private static Channel bound(ClientSockets sockets, CompletableFuture<Object> heard) {
    InetAddress address = InetAddress.getLoopbackAddress();
    return sockets
        .datagram(address)
        .handler(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelRead(ChannelHandlerContext ctx, Object message) {
                ReferenceCountUtil.release(message);
                heard.complete(true);
              }
            })
        .bind(address, 0)
        .syncUninterruptibly()
        .channel();
  }

  @Test
  void aSocketOfLinuxIsThatOfTheLoopbackDevice() throws Exception {
    assumeThat(Transport.available()).contains(Transport.EPOLL);
    ClientSockets sockets = new ClientSockets(Transport.EPOLL);
    CompletableFuture<Object> heard = new CompletableFuture<>();
    try (DatagramSocket application = new DatagramSocket()) {
      Channel channel = bound(sockets, heard);

      assertThat(LoopbackOnly.keep(channel)).isTrue();

      assertThat(device(channel)).isEqualTo("lo");
      InetSocketAddress port = (InetSocketAddress) channel.localAddress();
      application.send(new DatagramPacket(new byte[1], 1, port));
      assertThat(heard.get(60, TimeUnit.SECONDS)).isEqualTo(true);
    } finally {
      sockets.close().syncUninterruptibly();
    }
  }

  @Test
  void elsewhereItIsToldThatOthersAreNotKeptOut() {
    ClientSockets sockets = new ClientSockets(Transport.NIO);
    try {
      assertThat(LoopbackOnly.keep(bound(sockets, new CompletableFuture<>()))).isFalse();
    } finally {
      sockets.close().syncUninterruptibly();
    }
  }
}
