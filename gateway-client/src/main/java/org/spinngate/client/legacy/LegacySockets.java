package org.spinngate.client.legacy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetAddress;
import org.spinngate.client.local.ClientSockets;
import org.spinngate.protocol.legacy.LengthFraming;

/** Starts the sockets of lines. */
final class LegacySockets {
  /** Beyond the upper one, SCP datagrams are dropped, as the tools have given up on them. */
  private static final WriteBufferWaterMark STREAM_LIMIT =
      new WriteBufferWaterMark(128 * 1024, 256 * 1024);

  /** An old server has no heartbeat: only the system can notice that it is not there any more. */
  private static final int SILENT_SECONDS = 10;

  private static final int PROBE_SECONDS = 3;
  private static final int PROBES = 3;

  private final ClientSockets sockets;

  LegacySockets(ClientSockets sockets) {
    this.sockets = sockets;
  }

  /** A TCP connection with datagrams after their lengths. */
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
    return sockets.datagrams(
        server, channel -> channel.pipeline().addLast("line", (ChannelHandler) handler));
  }
}
