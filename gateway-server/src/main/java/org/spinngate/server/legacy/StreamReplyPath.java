package org.spinngate.server.legacy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;

/**
 * Datagrams in a TCP connection, each after its length ({@link
 * org.spinngate.protocol.legacy.LengthFraming}).
 *
 * @param connection of the client
 * @param peer where it comes from
 */
record StreamReplyPath(Channel connection, InetSocketAddress peer) implements ReplyPath {
  @Override
  public Object key() {
    return connection;
  }

  @Override
  public Channel socket(EventLoop loop) {
    return connection;
  }

  @Override
  public Object packed(ByteBuf datagram, ByteBufAllocator buffers) {
    return datagram.retainedSlice();
  }

  @Override
  public void read(boolean more) {
    connection.config().setAutoRead(more);
  }
}
