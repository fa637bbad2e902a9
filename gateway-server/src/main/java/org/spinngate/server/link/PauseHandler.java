package org.spinngate.server.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.repeat.LaterTask;

/** A user begins sessions too fast: the wish that has come waits for its time. */
final class PauseHandler extends ChannelInboundHandlerAdapter {
  private final long nanos;
  private final Consumer<ChannelHandlerContext> then;
  private @Nullable Future<?> timer;

  /**
   * @param nanos how long to wait
   * @param then goes on with another handler in the place of this one
   */
  PauseHandler(long nanos, Consumer<ChannelHandlerContext> then) {
    this.nanos = nanos;
    this.then = then;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    timer =
        new LaterTask(() -> then.accept(ctx), ctx::fireExceptionCaught)
            .in(ctx.executor(), nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Bye) {
      ctx.close();
    } else {
      ctx.fireChannelRead(message);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
