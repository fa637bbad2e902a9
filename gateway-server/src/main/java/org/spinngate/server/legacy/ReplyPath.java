package org.spinngate.server.legacy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** How the datagrams of one flow get to an old client, and come from it. */
sealed interface ReplyPath permits DatagramReplyPath, StreamReplyPath {
  /** Equal for all that one application sends, and for nothing else. */
  Object key();

  /** Where the client is. */
  InetSocketAddress peer();

  /** The socket for a thread; none if it is not there. */
  @Nullable Channel socket(EventLoop loop);

  /** What the socket must be given for a datagram to arrive; the buffer stays the caller's. */
  Object packed(ByteBuf datagram, ByteBufAllocator buffers);

  /** Whether more is read from the client; has an effect where nothing gets lost by that. */
  void read(boolean more);
}
