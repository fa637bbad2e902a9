package org.spinngate.protocol.stream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Ping;
import org.spinngate.protocol.Pong;

/**
 * Keeps asking the peer whether it is there, answers the same question, and measures the round
 * trip. Both sides have one, so each notices a lost peer by itself.
 *
 * <p>If no byte arrives for the deadline, {@link CloseCause#LOST} goes up the pipeline as an event
 * and the channel is closed. Confined to the channel's event loop.
 */
public final class Heartbeat extends ChannelInboundHandlerAdapter {
  private final long intervalNanos;
  private final long deadlineNanos;
  private final LongSupplier nanoTime;
  private long heardAt;
  private long roundTripNanos = -1;
  private @Nullable Future<?> ticking;

  /**
   * @param interval between two questions
   * @param deadline the longest silence that is borne
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public Heartbeat(Duration interval, Duration deadline, LongSupplier nanoTime) {
    this.intervalNanos = interval.toNanos();
    this.deadlineNanos = deadline.toNanos();
    this.nanoTime = nanoTime;
  }

  /** The latest measured round trip in nanoseconds, or -1 before the first one. */
  public long roundTripNanos() {
    return roundTripNanos;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    heardAt = nanoTime.getAsLong();
    ask(ctx);
    long pause = Math.min(intervalNanos, deadlineNanos / 2);
    ticking =
        ctx.executor().scheduleWithFixedDelay(() -> tick(ctx), pause, pause, TimeUnit.NANOSECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (ticking != null) {
      ticking.cancel(false);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    handlerRemoved(ctx);
    ctx.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Ping ping) {
      answer(ctx, ping);
    } else if (message instanceof Pong pong) {
      roundTripNanos = Math.max(0, nanoTime.getAsLong() - pong.stamp());
    } else {
      ctx.fireChannelRead(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    heardAt = nanoTime.getAsLong();
    ctx.fireChannelReadComplete();
  }

  private void tick(ChannelHandlerContext ctx) {
    if (nanoTime.getAsLong() - heardAt >= deadlineNanos) {
      handlerRemoved(ctx);
      ctx.fireUserEventTriggered(CloseCause.LOST);
      ctx.close();
    } else {
      ask(ctx);
    }
  }

  private static void answer(ChannelHandlerContext ctx, Ping ping) {
    // A peer that asks without reading must not fill our memory; one that reads hears enough
    // anyway.
    if (ctx.channel().isWritable()) {
      ctx.writeAndFlush(new Pong(ping.stamp()), ctx.voidPromise());
    }
  }

  private void ask(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(new Ping(nanoTime.getAsLong()), ctx.voidPromise());
  }
}
