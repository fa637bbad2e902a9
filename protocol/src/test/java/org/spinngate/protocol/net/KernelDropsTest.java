package org.spinngate.protocol.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelDropsTest {
  private static final int SENT = 2_000;
  private static final Path TABLE = Path.of("/proc/net/udp");

  private EventLoopGroup group;

  @BeforeEach
  void onlyWhereTheSystemTells() {
    assumeThat(TABLE).exists();
  }

  @AfterEach
  void stop() {
    if (group != null) {
      group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  /** With a small buffer, which nobody reads unless told to. */
  private Channel socket(boolean epoll) {
    group =
        new MultiThreadIoEventLoopGroup(
            1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    Class<? extends DatagramChannel> kind =
        epoll ? EpollDatagramChannel.class : NioDatagramChannel.class;
    return new Bootstrap()
        .group(group)
        .channel(kind)
        .option(ChannelOption.SO_RCVBUF, 8_192)
        .option(ChannelOption.AUTO_READ, false)
        .handler(new ChannelInboundHandlerAdapter())
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .syncUninterruptibly()
        .channel();
  }

  private static void flood(Channel socket) throws IOException {
    try (DatagramSocket sender = new DatagramSocket()) {
      for (int sent = 0; sent < SENT; sent++) {
        sender.send(new DatagramPacket(new byte[272], 272, socket.localAddress()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatFindsNoRoomInASocketIsCountedOnce(boolean epoll) throws IOException {
    assumeThat(!epoll || Epoll.isAvailable()).isTrue();
    Channel socket = socket(epoll);
    KernelDrops drops = KernelDrops.of(socket);
    assertThat(drops.fresh()).isZero();

    flood(socket);

    int[] lost = {0};
    await().until(() -> (lost[0] += drops.fresh()) > SENT / 2);
    assertThat(lost[0]).isLessThan(SENT);
    assertThat(drops.fresh()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofASocketThatIsClosedNothingMoreIsTold(boolean epoll) throws IOException {
    assumeThat(!epoll || Epoll.isAvailable()).isTrue();
    Channel socket = socket(epoll);
    KernelDrops drops = KernelDrops.of(socket);
    flood(socket);

    socket.close().syncUninterruptibly();

    assertThat(drops.fresh()).isZero();
  }

  @Test
  void aTableThatIsNotThereTellsNothing(@TempDir Path folder) {
    ProcUdp table = new ProcUdp(socket(false), List.of(folder.resolve("none")));

    assertThat(table.getAsInt()).isZero();
  }

  @Test
  void aTableOfAnyTextIsReadWithoutHarm(@TempDir Path folder) throws IOException {
    Channel socket = socket(false);
    Path table = folder.resolve("udp");
    List<String> real = Files.readAllLines(TABLE, StandardCharsets.US_ASCII);
    long seed = 20_261_130;
    SplittableRandom random = new SplittableRandom(seed);

    for (int round = 0; round < 200; round++) {
      byte[] text = String.join("\n", real).getBytes(StandardCharsets.US_ASCII);
      for (int change = random.nextInt(1, 50); change > 0; change--) {
        text[random.nextInt(text.length)] = (byte) random.nextInt(256);
      }
      Files.write(table, text);

      assertThat(new ProcUdp(socket, List.of(table)).getAsInt())
          .as("seed %d, round %d", seed, round)
          .isNotNull();
    }
  }
}
