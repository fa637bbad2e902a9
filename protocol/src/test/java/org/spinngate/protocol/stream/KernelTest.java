package org.spinngate.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.RawUnixChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What Linux does for a connection, on a real one; other systems do without. */
class KernelTest {
  private interface Trial {
    void with(EpollSocketChannel connection);
  }

  private static void onLinux(Trial trial) {
    assumeTrue(Epoll.isAvailable());
    MultiThreadIoEventLoopGroup loop =
        new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    try {
      Channel listening =
          new ServerBootstrap()
              .group(loop)
              .channel(EpollServerSocketChannel.class)
              .childHandler(new ChannelInboundHandlerAdapter())
              .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .syncUninterruptibly()
              .channel();
      Channel connection =
          new Bootstrap()
              .group(loop)
              .channel(EpollSocketChannel.class)
              .handler(new ChannelInboundHandlerAdapter())
              .connect(listening.localAddress())
              .syncUninterruptibly()
              .channel();
      trial.with((EpollSocketChannel) connection);
    } finally {
      loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  private static String chosen(EpollSocketChannel connection) {
    ByteBuffer name =
        Objects.requireNonNull(
            connection.config().getOption(new RawUnixChannelOption("TCP_CONGESTION", 6, 13, 16)));
    return StandardCharsets.US_ASCII.decode(name).toString().replace("\0", "");
  }

  @Test
  void aConnectionTakesTheAlgorithmThatEveryKernelHas() {
    onLinux(
        connection -> {
          assertThat(CongestionControl.choose(connection, "reno")).isTrue();

          assertThat(chosen(connection)).isEqualTo("reno");
        });
  }

  @Test
  void anAlgorithmThatTheKernelLacksChangesNothing() {
    onLinux(
        connection -> {
          String before = chosen(connection);

          assertThat(CongestionControl.choose(connection, "no-such-thing")).isFalse();

          assertThat(chosen(connection)).isEqualTo(before);
          assertThat(connection.isActive()).isTrue();
        });
  }

  @Test
  void aConnectionOfAnotherKindIsLeftAsItIs() {
    assertThat(CongestionControl.choose(new EmbeddedChannel(), "reno")).isFalse();
  }

  @Test
  void whatTheKernelSentAgainIsKnownOnLinux() {
    onLinux(connection -> assertThat(Retransmissions.of(connection).getAsLong()).isNotNegative());
  }

  @Test
  void ofAConnectionThatIsClosedNothingIsKnown() {
    onLinux(
        connection -> {
          connection.close().syncUninterruptibly();

          assertThat(Retransmissions.of(connection).getAsLong()).isEqualTo(Retransmissions.UNKNOWN);
        });
  }

  @Test
  void elsewhereNothingIsKnown() {
    assertThat(Retransmissions.of(new EmbeddedChannel()).getAsLong())
        .isEqualTo(Retransmissions.UNKNOWN);
  }
}
