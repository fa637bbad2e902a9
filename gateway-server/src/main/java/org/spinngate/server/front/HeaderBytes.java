package org.spinngate.server.front;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import org.spinngate.protocol.ProtocolViolation;

/**
 * Reads the header of a load balancer, and is gone. What does not begin as one is told at the first
 * byte: the decoder would wait for an end of line.
 */
final class HeaderBytes extends HAProxyMessageDecoder {
  /**
   * Of the additions to a header of version 2: host names, and what a balancer knows of a
   * certificate. None of them is used.
   */
  static final int MOST_ADDITIONS = 4096;

  private static final byte VERSION_1 = 'P';
  private static final byte VERSION_2 = '\r';

  private boolean begun;

  HeaderBytes() {
    super(MOST_ADDITIONS);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    ByteBuf bytes = (ByteBuf) message;
    if (begun || !bytes.isReadable() || isFirst(bytes.getByte(bytes.readerIndex()))) {
      begun |= bytes.isReadable();
      super.channelRead(ctx, message);
    } else {
      bytes.release();
      ctx.fireExceptionCaught(new ProtocolViolation("no header"));
    }
  }

  private static boolean isFirst(byte first) {
    return first == VERSION_1 || first == VERSION_2;
  }
}
