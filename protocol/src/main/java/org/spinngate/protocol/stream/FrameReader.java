package org.spinngate.protocol.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
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
  private final Remainder remainder = new Remainder();

  /** The peer has logged in: longer frames are welcome. */
  public void trust() {
    maxLength = Frame.MAX_LENGTH;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf source = remainder.joined((ByteBuf) message, ctx.alloc());
    try {
      readFrames(ctx, source);
      if (!broken && !ctx.isRemoved()) {
        remainder.keep(source, ctx.alloc());
      }
    } finally {
      source.release();
    }
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

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    broken = true;
    ctx.fireExceptionCaught(cause);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    broken = true;
    remainder.release();
  }
}
