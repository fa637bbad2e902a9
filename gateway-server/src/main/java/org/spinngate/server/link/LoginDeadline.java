package org.spinngate.server.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.access.PendingLogins;

/**
 * Ends a connection that has not logged in by the deadline. Removed by the login; until then the
 * connection counts as pending.
 */
final class LoginDeadline extends ChannelInboundHandlerAdapter {
  static final String NAME = "deadline";

  private final Duration deadline;
  private final PendingLogins.Place place;
  private final LoginMeter meter;
  private @Nullable Future<?> timer;
  private boolean late;

  LoginDeadline(Duration deadline, PendingLogins.Place place, LoginMeter meter) {
    this.deadline = deadline;
    this.place = place;
    this.meter = meter;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    timer =
        new LaterTask(() -> end(ctx), ctx::fireExceptionCaught)
            .in(ctx.executor(), deadline.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void end(ChannelHandlerContext ctx) {
    late = true;
    meter.login(LoginResult.TIMEOUT);
    ctx.fireUserEventTriggered(CloseCause.LOGIN_TIMEOUT);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    boolean unfinished = tls != null && !tls.handshakeFuture().isSuccess();
    if (unfinished && !late && place.isHeld()) {
      meter.login(LoginResult.HANDSHAKE);
    }
    ctx.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    place.leave();
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
