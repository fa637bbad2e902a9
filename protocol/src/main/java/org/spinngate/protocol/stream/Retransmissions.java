package org.spinngate.protocol.stream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollTcpInfo;
import java.util.function.LongSupplier;

/**
 * How many segments of a connection the kernel has sent again, as Linux says it ({@code TCP_INFO}).
 * Confined to the channel's event loop.
 */
final class Retransmissions implements LongSupplier {
  /** Instead of a number where no kernel tells. */
  static final long UNKNOWN = -1;

  private final EpollSocketChannel channel;
  private final EpollTcpInfo info = new EpollTcpInfo();

  private Retransmissions(EpollSocketChannel channel) {
    this.channel = channel;
  }

  /** Those of a connection; always {@link #UNKNOWN} without Linux's own channels. */
  static LongSupplier of(Channel channel) {
    return channel instanceof EpollSocketChannel socket
        ? new Retransmissions(socket)
        : () -> UNKNOWN;
  }

  @Override
  public long getAsLong() {
    try {
      channel.tcpInfo(info);
      return info.totalRetrans();
    } catch (ChannelException closed) {
      return UNKNOWN;
    }
  }
}
