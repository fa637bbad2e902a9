package org.spinngate.protocol.testing;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One direction of one application's datagrams: loses them, or lets them out when the timetable
 * says so. Confined to the relay's event loop.
 */
final class DatagramLane {
  /** How much longer a datagram takes that is to be overtaken. */
  static final long OVERTAKEN_NANOS = 20_000_000L;

  private static final int MOST_WAITING = 256 * 1024;

  private record Waiting(ByteBuf bytes, long due, long number) {}

  private final EventExecutor loop;
  private final Timetable timetable;
  private final Supplier<Conditions> conditions;
  private final DatagramTally tally;
  private final Consumer<ByteBuf> exit;
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(
          Comparator.<Waiting>comparingLong(datagram -> datagram.due)
              .thenComparingLong(datagram -> datagram.number));
  private int waitingBytes;
  private long number;
  private Future<?> departure;

  /** An empty lane; the exit owns what it is given. */
  DatagramLane(
      EventExecutor loop,
      Timetable timetable,
      Supplier<Conditions> conditions,
      DatagramTally tally,
      Consumer<ByteBuf> exit) {
    this.loop = loop;
    this.timetable = timetable;
    this.conditions = conditions;
    this.tally = tally;
    this.exit = exit;
  }

  /** Takes a datagram over. */
  void pass(ByteBuf datagram) {
    tally.arrived.incrementAndGet();
    Conditions now = conditions.get();
    if (timetable.loses(now) || waitingBytes > MOST_WAITING) {
      tally.lost.incrementAndGet();
      datagram.release();
      return;
    }
    if (timetable.happens(now.duplication())) {
      tally.duplicated.incrementAndGet();
      add(datagram.retainedDuplicate(), now);
    }
    add(datagram, now);
    depart();
  }

  /** Loses what is still waiting. */
  void close() {
    waiting.forEach(datagram -> datagram.bytes.release());
    waiting.clear();
    waitingBytes = 0;
  }

  private void add(ByteBuf datagram, Conditions now) {
    long due = timetable.due(now, nanoTime(), datagram.readableBytes());
    if (timetable.happens(now.reordering())) {
      tally.reordered.incrementAndGet();
      due += OVERTAKEN_NANOS;
    }
    waiting.add(new Waiting(datagram, due, number++));
    waitingBytes += datagram.readableBytes();
  }

  private void depart() {
    while (!waiting.isEmpty() && waiting.element().due - nanoTime() <= 0) {
      ByteBuf datagram = waiting.remove().bytes;
      waitingBytes -= datagram.readableBytes();
      tally.departed.incrementAndGet();
      exit.accept(datagram);
    }
    scheduleNext();
  }

  private void scheduleNext() {
    if (departure != null) {
      departure.cancel(false);
      departure = null;
    }
    if (!waiting.isEmpty()) {
      long pause = waiting.element().due - nanoTime();
      departure = loop.schedule(this::depart, pause, TimeUnit.NANOSECONDS);
    }
  }

  private long nanoTime() {
    return MachineTime.nanos(loop.ticker());
  }
}
