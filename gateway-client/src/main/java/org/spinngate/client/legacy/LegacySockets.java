package org.spinngate.client.legacy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetAddress;
import org.spinngate.client.local.ClientSockets;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.legacy.LengthFraming;

/** Starts the sockets of lines. */
final class LegacySockets {
  /** Beyond the upper one, SCP datagrams are dropped, as the tools have given up on them. */
  private static final WriteBufferWaterMark STREAM_LIMIT =
      new WriteBufferWaterMark(128 * 1024, 256 * 1024);

  private static final WriteBufferWaterMark DATAGRAM_LIMIT =
      new WriteBufferWaterMark(2 * 1024 * 1024, 4 * 1024 * 1024);

  private static final int BUFFER_BYTES = 4 * 1024 * 1024;

  /** One byte more than is forwarded, so that a longer datagram is noticed and never cut. */
  private static final int RECEIVE_BYTES = DataFrame.MAX_DATAGRAM + 1;

  private static final int DATAGRAMS_PER_READ = 8;

  /** An old server has no heartbeat: only the system can notice that it is not there any more. */
  private static final int SILENT_SECONDS = 10;

  private static final int PROBE_SECONDS = 3;
  private static final int PROBES = 3;

  private final ClientSockets sockets;

  LegacySockets(ClientSockets sockets) {
    this.sockets = sockets;
  }

  /** A TCP connection with datagrams behind their lengths. */
  Bootstrap stream(ServerLineHandler handler, InetAddress server) {
    return sockets.stream()
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.SO_KEEPALIVE, true)
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, STREAM_LIMIT)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                noticeSilence(channel);
                channel.pipeline().addLast("framing", new LengthFraming()).addLast("line", handler);
              }
            });
  }

  private static void noticeSilence(Channel channel) {
    if (channel instanceof EpollSocketChannel epoll) {
      epoll
          .config()
          .setTcpKeepIdle(SILENT_SECONDS)
          .setTcpKeepIntvl(PROBE_SECONDS)
          .setTcpKeepCnt(PROBES)
          .setTcpUserTimeout((SILENT_SECONDS + PROBES * PROBE_SECONDS) * 1_000);
    }
  }

  /** A UDP socket that only the server can send to. */
  Bootstrap datagram(ServerLineHandler handler, InetAddress server) {
    return sockets
        .datagram(server)
        .option(ChannelOption.SO_RCVBUF, BUFFER_BYTES)
        .option(ChannelOption.SO_SNDBUF, BUFFER_BYTES)
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, DATAGRAM_LIMIT)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                receiveSeveral(channel);
                channel.pipeline().addLast("line", (ChannelHandler) handler);
              }
            });
  }

  private static void receiveSeveral(Channel channel) {
    int datagrams = channel instanceof EpollDatagramChannel ? DATAGRAMS_PER_READ : 1;
    channel
        .config()
        .setRecvByteBufAllocator(
            new FixedRecvByteBufAllocator(datagrams * RECEIVE_BYTES).maxMessagesPerRead(16));
    if (datagrams > 1) {
      channel.config().setOption(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, RECEIVE_BYTES);
    }
  }
}
