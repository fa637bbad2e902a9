package org.spinngate.server.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * Closes a connection on which nothing happens for so long, by accident or on purpose: no whole
 * request comes, no part of an answer leaves. A whole answer may take some longer. Stands after
 * what puts requests together and lets one through at a time.
 *
 * <p>Confined to the connection's event loop.
 */
final class RequestDeadline extends ChannelDuplexHandler {
  private final Duration patience;
  private final Duration mostForAnswer;
  private @Nullable Future<?> deadline;
  private @Nullable Future<?> answerDeadline;

  /**
   * @param patience for a request, and for each part of an answer
   * @param mostForAnswer for an answer from the request to its last byte
   */
  RequestDeadline(Duration patience, Duration mostForAnswer) {
    this.patience = patience;
    this.mostForAnswer = mostForAnswer;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    restart(ctx);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    cancel(deadline);
    cancel(answerDeadline);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object part) {
    if (part instanceof HttpRequest) {
      restart(ctx);
      cancel(answerDeadline);
      answerDeadline = closeIn(ctx, mostForAnswer);
    }
    ctx.fireChannelRead(part);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object part, ChannelPromise promise) {
    ChannelPromise written = promise.unvoid();
    written.addListener(
        done -> {
          if (done.isSuccess()) {
            left(ctx, part instanceof LastHttpContent);
          }
        });
    ctx.write(part, written);
  }

  private void left(ChannelHandlerContext ctx, boolean whole) {
    restart(ctx);
    if (whole) {
      cancel(answerDeadline);
    }
  }

  private void restart(ChannelHandlerContext ctx) {
    cancel(deadline);
    deadline = closeIn(ctx, patience);
  }

  private static Future<?> closeIn(ChannelHandlerContext ctx, Duration time) {
    return new LaterTask(() -> ctx.close())
        .in(ctx.executor(), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void cancel(@Nullable Future<?> pending) {
    if (pending != null) {
      pending.cancel(false);
    }
  }
}
