package org.spinngate.protocol.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.ProtocolViolation;

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
    } catch (ProtocolViolation violation) {
      // From the head on, so that the frame reader learns of it and looks at nothing that follows.
      ctx.pipeline().fireExceptionCaught(violation);
      return;
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
      ctx.write(frameOf(ctx, control), promise);
    } else {
      ctx.write(message, promise);
    }
  }

  private static ByteBuf frameOf(ChannelHandlerContext ctx, ControlMessage message) {
    ByteBuf frame = ctx.alloc().buffer(USUAL_BYTES);
    try {
      message.writeFrame(frame);
      return frame;
    } catch (IllegalArgumentException e) {
      frame.release();
      throw e;
    }
  }
}
