package org.spinngate.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection that brings no whole request for so long, be it silent or slow on purpose.
 * Stands behind whatever puts requests together.
 */
final class RequestDeadline extends ChannelInboundHandlerAdapter {
  private final Duration patience;
  private @Nullable Future<?> deadline;

  RequestDeadline(Duration patience) {
    this.patience = patience;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    restart(ctx);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    cancel();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object request) {
    restart(ctx);
    ctx.fireChannelRead(request);
  }

  private void restart(ChannelHandlerContext ctx) {
    cancel();
    deadline =
        ctx.executor().schedule(() -> ctx.close(), patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void cancel() {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }
}
