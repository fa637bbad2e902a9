package org.spinngate.server.legacy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.spinngate.server.net.PortAddress;

/**
 * Raw datagrams by UDP. Answers leave from the very address and port that the client had sent to.
 *
 * @param to where the client sends to
 * @param peer the client's own address and port
 */
record DatagramReplyPath(PortAddress to, InetSocketAddress peer) implements ReplyPath {
  @Override
  public Object key() {
    return peer;
  }

  @Override
  public @Nullable Channel socket(EventLoop loop) {
    return to.socket(loop);
  }

  @Override
  public Object packed(ByteBuf datagram, ByteBufAllocator buffers) {
    int bytes = datagram.readableBytes();
    ByteBuf copy = buffers.ioBuffer(bytes).writeBytes(datagram, datagram.readerIndex(), bytes);
    return new DatagramPacket(copy, peer);
  }

  @Override
  public void read(boolean more) {}
}
