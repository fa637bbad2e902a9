package org.spinngate.client.legacy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.ProtocolViolation;

/**
 * Datagrams on a TCP connection with an old server.
 *
 * <pre>
 *  0        4
 *  +--------+------------+--------+------------+---
 *  | length | datagram   | length | datagram   | ...      big-endian; 1 to 1,472
 *  +--------+------------+--------+------------+---
 * </pre>
 *
 * <p>A length is checked before a byte of its datagram is kept, and nothing that follows a wrong
 * one is looked at. Source: domain, known limitations of the old proxy.
 *
 * <p>Confined to the channel's event loop. The receiver of a datagram owns it.
 */
final class Framing extends ChannelDuplexHandler {
  private static final int HEADER = 4;

  private boolean broken;
  private @Nullable ByteBuf partial;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf source = joined(ctx, (ByteBuf) message);
    try {
      readFrames(ctx, source);
      keepRest(ctx, source);
    } finally {
      source.release();
    }
  }

  /** The arrived bytes behind those of an earlier, unfinished frame; the caller releases it. */
  private ByteBuf joined(ChannelHandlerContext ctx, ByteBuf arrived) {
    ByteBuf earlier = partial;
    if (earlier == null) {
      return arrived;
    }
    partial = null;
    ByteBuf both = ctx.alloc().buffer(earlier.readableBytes() + arrived.readableBytes());
    both.writeBytes(earlier).writeBytes(arrived);
    earlier.release();
    arrived.release();
    return both;
  }

  private void readFrames(ChannelHandlerContext ctx, ByteBuf source) {
    while (!broken && source.readableBytes() >= HEADER) {
      long length = source.getUnsignedInt(source.readerIndex());
      if (length == 0 || length > DataFrame.MAX_DATAGRAM) {
        broken = true;
        throw new ProtocolViolation("a datagram of " + length + " bytes");
      }
      if (source.readableBytes() < HEADER + length) {
        return;
      }
      source.skipBytes(HEADER);
      ctx.fireChannelRead(source.readRetainedSlice((int) length));
    }
  }

  /** At most one header and one datagram, since all that is whole has been passed on. */
  private void keepRest(ChannelHandlerContext ctx, ByteBuf source) {
    if (source.isReadable() && !broken && !ctx.isRemoved()) {
      partial = ctx.alloc().buffer(source.readableBytes()).writeBytes(source);
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
    if (partial != null) {
      partial.release();
      partial = null;
    }
  }
}
