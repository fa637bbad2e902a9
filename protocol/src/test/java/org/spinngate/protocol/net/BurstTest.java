package org.spinngate.protocol.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.protocol.testing.LeakExtension;

/** A burst that comes to a real socket while its event loop does something else. */
@ExtendWith(LeakExtension.class)
class BurstTest {
  private static final int DATAGRAMS = 60;
  private static final int BYTES = 1_473;

  private final List<Integer> numbers = new CopyOnWriteArrayList<>();
  private final List<Integer> lengths = new CopyOnWriteArrayList<>();

  static List<Transport> transports() {
    return Transport.available();
  }

  @ParameterizedTest
  @MethodSource("transports")
  void itIsReadWholeAndInItsOrder(Transport transport) {
    EventLoopGroup loops = transport.eventLoops(1, "burst");
    try {
      Channel socket = bind(transport, loops);
      loops.execute(() -> burst((InetSocketAddress) socket.localAddress()));

      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(numbers).hasSize(DATAGRAMS));

      assertThat(numbers).isEqualTo(IntStream.range(0, DATAGRAMS).boxed().toList());
      assertThat(lengths)
          .as("one that is too long has a byte more than may be")
          .isEqualTo(
              IntStream.range(0, DATAGRAMS).map(i -> Math.min(i * 30 + 4, BYTES)).boxed().toList());
    } finally {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }

  private Channel bind(Transport transport, EventLoopGroup loops) {
    return new Bootstrap()
        .group(loops)
        .channelFactory(
            () -> {
              Channel socket = transport.datagramChannel();
              DatagramReads.prepare(socket, BYTES);
              return socket;
            })
        .handler(
            new SimpleChannelInboundHandler<DatagramPacket>() {
              @Override
              protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
                lengths.add(packet.content().readableBytes());
                numbers.add(packet.content().readInt());
              }
            })
        .bind(InetAddress.getLoopbackAddress(), 0)
        .syncUninterruptibly()
        .channel();
  }

  private static void burst(InetSocketAddress to) {
    try (DatagramSocket sender = new DatagramSocket()) {
      for (int i = 0; i < DATAGRAMS; i++) {
        byte[] bytes = new byte[i * 30 + 4];
        ByteBuffer.wrap(bytes).putInt(i);
        sender.send(new java.net.DatagramPacket(bytes, bytes.length, to));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
