package org.spinngate.protocol.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.Frame;
import org.spinngate.protocol.ProtocolViolation;

/**
 * Cuts the byte stream into frames ({@link Frame}) and passes each on as a buffer that starts with
 * its kind. The receiver of a frame owns it.
 *
 * <p>Until {@link #trust()} is called no frame may be longer than {@link
 * Frame#MAX_LENGTH_BEFORE_LOGIN}. A length is checked before a byte of its frame is kept. Nothing
 * that follows a violation is looked at.
 */
public final class FrameReader extends ChannelInboundHandlerAdapter {
  private int maxLength = Frame.MAX_LENGTH_BEFORE_LOGIN;
  private boolean broken;
  private @Nullable ByteBuf partial;

  /** The peer has logged in: longer frames are welcome. */
  public void trust() {
    maxLength = Frame.MAX_LENGTH;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf arrived = (ByteBuf) message;
    ByteBuf source = joined(ctx, arrived);
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
    // Frames already passed on may still look at the earlier bytes, so they are never moved.
    ByteBuf both = ctx.alloc().buffer(earlier.readableBytes() + arrived.readableBytes());
    both.writeBytes(earlier).writeBytes(arrived);
    earlier.release();
    arrived.release();
    return both;
  }

  private void readFrames(ChannelHandlerContext ctx, ByteBuf source) {
    while (!broken && source.readableBytes() >= Frame.LENGTH_BYTES) {
      int length = source.getUnsignedShort(source.readerIndex());
      if (length == 0 || length > maxLength) {
        broken = true;
        throw new ProtocolViolation("frame of length " + length);
      }
      if (source.readableBytes() < Frame.LENGTH_BYTES + length) {
        return;
      }
      source.skipBytes(Frame.LENGTH_BYTES);
      ctx.fireChannelRead(source.readRetainedSlice(length));
    }
  }

  private void keepRest(ChannelHandlerContext ctx, ByteBuf source) {
    if (source.isReadable() && !broken && !ctx.isRemoved()) {
      partial = ctx.alloc().buffer(source.readableBytes()).writeBytes(source);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    broken = true;
    ctx.fireExceptionCaught(cause);
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
