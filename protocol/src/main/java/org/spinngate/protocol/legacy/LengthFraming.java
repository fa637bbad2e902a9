package org.spinngate.protocol.legacy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.ProtocolViolation;
import org.spinngate.protocol.stream.Remainder;

/**
 * Datagrams on a TCP connection with an old server or an old client.
 *
 * <pre>
 *  0        4
 *  +--------+------------+--------+------------+---
 *  | length | datagram   | length | datagram   | ...      big-endian; 0 to 1,472
 *  +--------+------------+--------+------------+---
 * </pre>
 *
 * <p>A length is checked before a byte of its datagram is kept, and nothing that follows a wrong
 * one is looked at. Source: domain, known limitations of the old proxy.
 *
 * <p>Confined to the channel's event loop. The receiver of a datagram owns it.
 */
public final class LengthFraming extends ChannelDuplexHandler {
  private static final int HEADER = 4;

  private boolean broken;
  private final Remainder remainder = new Remainder();

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf source = remainder.joined((ByteBuf) message, ctx.alloc());
    try {
      readFrames(ctx, source);
      // At most one header and one datagram, since all that is whole has been passed on.
      if (!broken && !ctx.isRemoved()) {
        remainder.keep(source, ctx.alloc());
      }
    } finally {
      source.release();
    }
  }

  private void readFrames(ChannelHandlerContext ctx, ByteBuf source) {
    while (!broken && source.readableBytes() >= HEADER) {
      long length = source.getUnsignedInt(source.readerIndex());
      if (length > DataFrame.MAX_DATAGRAM) {
        broken = true;
        throw new ProtocolViolation("a datagram of " + length + " bytes was announced");
      }
      if (source.readableBytes() < HEADER + length) {
        return;
      }
      source.skipBytes(HEADER);
      ctx.fireChannelRead(source.readRetainedSlice((int) length));
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    ByteBuf datagram = (ByteBuf) message;
    try {
      int length = datagram.readableBytes();
      ByteBuf frame = ctx.alloc().directBuffer(HEADER + length);
      frame.writeInt(length).writeBytes(datagram, datagram.readerIndex(), length);
      ctx.write(frame, promise);
    } finally {
      datagram.release();
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    broken = true;
    remainder.release();
  }
}
