package org.spinngate.client.check;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.ListBoards;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.Ping;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.protocol.stream.Heartbeat;

/**
 * The second phase of a visit: asks which boards there are, and then for signs of life, some times
 * in a row, to measure the stream.
 *
 * <p>Confined to the event loop.
 */
final class VisitHandler extends ChannelInboundHandlerAdapter {
  private static final int QUESTIONS = 8;
  private static final long BETWEEN_MILLIS = 200;

  /** How long the answer to the last question may take. */
  private static final long LAST_MILLIS = 600;

  private final Heartbeat heartbeat;
  private final Timing timing;
  private final Consumer<Visited.Inside> seen;
  private final List<Long> roundTrips = new ArrayList<>();
  private final BoardPages pages = new BoardPages();
  private @Nullable List<Boards.Entry> boards;
  private @Nullable Future<?> next;
  private int asked;

  /**
   * @param heartbeat of the connection, which measures
   * @param timing its clock
   * @param seen gets what was seen, once
   */
  VisitHandler(Heartbeat heartbeat, Timing timing, Consumer<Visited.Inside> seen) {
    this.heartbeat = heartbeat;
    this.timing = timing;
    this.seen = seen;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(new ListBoards(), ctx.voidPromise());
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (next != null) {
      next.cancel(false);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Boards page && boards == null) {
      pages.take(page).ifPresent(all -> listed(ctx, all));
    } else if (message instanceof Refused refused) {
      ctx.fireUserEventTriggered(Ending.of(refused));
    } else if (message instanceof Bye bye) {
      ctx.fireUserEventTriggered(Ending.of(bye));
    } else if (!(message instanceof Notice)) {
      ctx.fireChannelRead(message);
    }
  }

  private void listed(ChannelHandlerContext ctx, List<Boards.Entry> all) {
    boards = all;
    note();
    ask(ctx);
  }

  /** The heartbeat takes the answer, and knows the latest round trip. */
  private void ask(ChannelHandlerContext ctx) {
    asked++;
    ctx.writeAndFlush(new Ping(timing.now()), ctx.voidPromise());
    boolean last = asked == QUESTIONS;
    next =
        new LaterTask(() -> answered(ctx, last), ctx::fireExceptionCaught)
            .in(ctx.executor(), last ? LAST_MILLIS : BETWEEN_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void answered(ChannelHandlerContext ctx, boolean last) {
    note();
    if (last) {
      List<Boards.Entry> known = boards == null ? List.of() : boards;
      seen.accept(
          new Visited.Inside(
              known, PathMeasures.ofStream(roundTrip(), largestPacket(ctx.channel()))));
    } else {
      ask(ctx);
    }
  }

  private void note() {
    if (heartbeat.roundTripNanos() >= 0) {
      roundTrips.add(heartbeat.roundTripNanos());
    }
  }

  private Optional<Duration> roundTrip() {
    return Durations.median(roundTrips);
  }

  private static OptionalInt largestPacket(Channel channel) {
    return channel instanceof EpollSocketChannel linux && linux.tcpInfo().pmtu() > 0
        ? OptionalInt.of((int) linux.tcpInfo().pmtu())
        : OptionalInt.empty();
  }
}
