package org.spinngate.protocol.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.ProtocolViolation;

/**
 * Lets SCP datagrams fall that arrive so late that the tools have asked again, 500 ms as a rule. A
 * connection that was interrupted delivers afterwards all that was sent meanwhile, but by then the
 * tools have asked again, and some take the first answer that comes for the right one. Each one
 * that falls goes up the pipeline as the event {@link DropReason#STALE}. Boot datagrams and
 * messages always pass.
 *
 * <p>A clock that was halted, as some are while a machine sleeps, makes everything seem late. So
 * when something does, the peer is asked: what arrives after its answer was sent after the
 * question, and is fresh if that was asked less than so long ago, even if the clocks say something
 * else.
 *
 * <p>Confined to the channel's event loop. A peer whose marks are wrong harms only itself.
 */
public final class Freshness extends ChannelInboundHandlerAdapter {
  private final Heartbeat heartbeat;
  private final long mostLateMillis;
  private final long startedAt;
  private final Lateness lateness = new Lateness();
  private boolean stale;

  Freshness(Heartbeat heartbeat) {
    this.heartbeat = heartbeat;
    this.mostLateMillis = heartbeat.mostLate().toMillis();
    this.startedAt = heartbeat.now();
  }

  /**
   * Puts one before a phase that takes datagrams.
   *
   * @param phase of a pipeline with a {@link Heartbeat} somewhere before it
   */
  public static void guard(ChannelHandlerContext phase) {
    Heartbeat heartbeat = Objects.requireNonNull(phase.pipeline().get(Heartbeat.class));
    phase.pipeline().addBefore(phase.name(), "freshness", new Freshness(heartbeat));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    int kind = message instanceof ByteBuf frame ? DataFrame.kind(frame) : 0;
    if (kind == DataFrame.TIME_MARK_KIND) {
      mark(ctx, (ByteBuf) message);
    } else if (stale && DataFrame.isScp(kind)) {
      ((ByteBuf) message).release();
      ctx.fireUserEventTriggered(DropReason.STALE);
    } else {
      ctx.fireChannelRead(message);
    }
  }

  private void mark(ChannelHandlerContext ctx, ByteBuf frame) {
    try {
      stale = isStale(DataFrame.readTimeMark(frame));
    } catch (ProtocolViolation violation) {
      // From the head, so that nothing that follows in the same bytes is looked at.
      ctx.pipeline().fireExceptionCaught(violation);
    } finally {
      frame.release();
    }
  }

  private boolean isStale(int mark) {
    long now = heartbeat.now();
    long arrivedAt = TimeUnit.NANOSECONDS.toMillis(now - startedAt);
    if (lateness.of(arrivedAt, mark) <= mostLateMillis) {
      return false;
    }
    if (heartbeat.answeredWithin(heartbeat.mostLate().toNanos(), now)) {
      lateness.restart(arrivedAt, mark);
      return false;
    }
    heartbeat.doubt(now);
    return true;
  }
}
