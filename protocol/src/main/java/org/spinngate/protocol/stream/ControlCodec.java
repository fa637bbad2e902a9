package org.spinngate.protocol.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DataFrame;

/**
 * Turns control frames into {@link ControlMessage}s and back. Data frames pass untouched, as
 * buffers.
 */
@Sharable
public final class ControlCodec extends ChannelDuplexHandler {
  private static final int USUAL_BYTES = 128;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf frame = (ByteBuf) message;
    if (DataFrame.isDatagram(frame)) {
      ctx.fireChannelRead(frame);
    } else {
      readControl(ctx, frame);
    }
  }

  private static void readControl(ChannelHandlerContext ctx, ByteBuf frame) {
    ControlMessage message;
    try {
      message = ControlMessage.read(frame);
    } finally {
      frame.release();
    }
    if (message != null) {
      ctx.fireChannelRead(message);
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof ControlMessage control) {
      ByteBuf frame = ctx.alloc().buffer(USUAL_BYTES);
      control.writeFrame(frame);
      ctx.write(frame, promise);
    } else {
      ctx.write(message, promise);
    }
  }
}
