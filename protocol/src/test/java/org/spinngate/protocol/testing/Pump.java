package org.spinngate.protocol.testing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One direction of one relayed connection: reads {@code from}, and writes {@code to} when the
 * timetable says so. Stands in the pipeline of {@code from}; confined to the relay's event loop.
 */
final class Pump extends ChannelInboundHandlerAdapter {
  private static final int MOST_WAITING = 256 * 1024;

  private record Segment(ByteBuf bytes, long due) {}

  private final Channel from;
  private final Channel to;
  private final Timetable timetable;
  private final Supplier<Conditions> conditions;
  private final ArrayDeque<Segment> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private boolean open;
  private boolean stranded;
  private boolean ended;
  private Future<?> departure;

  /** A pump that holds everything until it is opened. */
  Pump(Channel from, Channel to, Timetable timetable, Supplier<Conditions> conditions) {
    this.from = from;
    this.to = to;
    this.timetable = timetable;
    this.conditions = conditions;
    to.closeFuture().addListener(closed -> discard());
  }

  /** Lets bytes and the end of the connection through, or neither. Nothing is lost by holding. */
  void open(boolean letThrough) {
    open = letThrough && !stranded;
    depart();
  }

  /** Holds everything for ever, also if it is opened later. */
  void strand() {
    stranded = true;
    open(false);
    discard();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf arrived = (ByteBuf) message;
    Conditions now = conditions.get();
    while (arrived.isReadable()) {
      ByteBuf bytes = arrived.readRetainedSlice(timetable.cut(now, arrived.readableBytes()));
      int length = bytes.readableBytes();
      long received = nanoTime() + timetable.stall(now);
      waiting.add(new Segment(bytes, timetable.due(now, received, length)));
      waitingBytes += length;
    }
    arrived.release();
    depart();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    ended = true;
    depart();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  /** Writes all that is due, in one burst, and sees to the rest. */
  void depart() {
    if (!to.isActive()) {
      discard();
    }
    while (open && to.isWritable() && isDue(waiting.peek())) {
      Segment segment = waiting.remove();
      waitingBytes -= segment.bytes.readableBytes();
      to.write(segment.bytes);
    }
    to.flush();
    scheduleNext();
    from.config().setAutoRead(open && waitingBytes < MOST_WAITING);
    if (open && ended && waiting.isEmpty()) {
      to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  private boolean isDue(Segment segment) {
    return segment != null && segment.due - nanoTime() <= 0;
  }

  private void scheduleNext() {
    if (departure != null) {
      departure.cancel(false);
      departure = null;
    }
    if (open && to.isWritable() && !waiting.isEmpty()) {
      long pause = waiting.element().due - nanoTime();
      departure = from.eventLoop().schedule(this::depart, pause, TimeUnit.NANOSECONDS);
    }
  }

  private void discard() {
    waiting.forEach(segment -> segment.bytes.release());
    waiting.clear();
    waitingBytes = 0;
  }

  private long nanoTime() {
    return MachineTime.nanos(from.eventLoop().ticker());
  }
}
