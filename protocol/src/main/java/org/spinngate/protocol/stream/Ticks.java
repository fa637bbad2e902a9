package org.spinngate.protocol.stream;

import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * The ticks of one heartbeat, each asked for by the one before it. Without them nobody would notice
 * a lost peer, so the connection ends by anything that a tick throws, like by what a handler
 * throws.
 *
 * <p>Confined to the channel's event loop.
 */
final class Ticks {
  private final ChannelHandlerContext ctx;
  private final LaterTask tick;
  private @Nullable Future<?> waiting;
  private long dueAt;

  Ticks(ChannelHandlerContext ctx, Consumer<ChannelHandlerContext> tick) {
    this.ctx = ctx;
    this.tick = new LaterTask(() -> tick.accept(ctx), this::failed);
  }

  /** The next one comes after so many nanoseconds, and none before. */
  void next(long now, long pause) {
    stop();
    dueAt = now + pause;
    waiting = tick.in(ctx.executor(), pause, TimeUnit.NANOSECONDS);
  }

  /** By how many nanoseconds the latest one is late. */
  long late(long now) {
    return now - dueAt;
  }

  void stop() {
    if (waiting != null) {
      waiting.cancel(false);
      waiting = null;
    }
  }

  private void failed(Throwable fault) {
    stop();
    ctx.fireExceptionCaught(fault);
    ctx.close();
  }
}
