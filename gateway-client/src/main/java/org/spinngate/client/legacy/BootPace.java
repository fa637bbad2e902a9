package org.spinngate.client.legacy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * Lets boot datagrams out in the rhythm of their sender, and never closer together than a board can
 * bear: an old server sends them on as they come, and the boot ROM has room for two (domain: boot,
 * inter-packet delay). What the operating system has taken counts as taken by the server, as an old
 * server says nothing.
 *
 * <p>Lasts as long as its line does. Confined to the event loop.
 */
final class BootPace {
  /** The gap that a gateway keeps, too, unless told otherwise. */
  static final long SHORTEST_GAP = TimeUnit.MILLISECONDS.toNanos(10);

  /** A longer pause is no pacing but a sender who does something else. */
  private static final long LONGEST_KEPT_GAP = TimeUnit.MILLISECONDS.toNanos(250);

  private final EventLoop loop;
  private final BiConsumer<ByteBuf, Runnable> line;
  private final LongSupplier nanoTime;
  private final Taken taken;
  private final SentBoot boot;
  private final Deque<Packet> waiting = new ArrayDeque<>();
  private final LaterTask advances = new LaterTask(this::advance, this::failed);
  private final IntObjectMap<Integer> counts = new IntObjectHashMap<>();
  private @Nullable Future<?> timer;
  private boolean begun;
  private boolean ended;
  private long leftAt;

  private record Packet(int flow, long gapNanos, ByteBuf bytes) {}

  /** Hears that so many datagrams of a flow have left since the beginning. */
  interface Taken {
    void taken(int flow, int count);
  }

  /**
   * @param line sends a datagram, whose bytes stay the caller's, and runs the task when the
   *     operating system has it
   * @param nanoTime a monotonic clock in nanoseconds
   * @param taken hears what has left
   * @param reports hears how a boot goes
   */
  BootPace(
      EventLoop loop,
      BiConsumer<ByteBuf, Runnable> line,
      LongSupplier nanoTime,
      Taken taken,
      Consumer<BootReport> reports) {
    this.loop = loop;
    this.line = line;
    this.nanoTime = nanoTime;
    this.taken = taken;
    this.boot = new SentBoot(reports);
  }

  /** Takes a datagram, whose bytes stay the caller's and must not change any more. */
  void offer(int flow, int gapMillis, ByteBuf datagram) {
    assert loop.inEventLoop();
    long wanted = Math.min(LONGEST_KEPT_GAP, TimeUnit.MILLISECONDS.toNanos(gapMillis));
    waiting.add(new Packet(flow, Math.max(SHORTEST_GAP, wanted), datagram.retainedSlice()));
    // In a task of its own: the one who offers does not expect to be told before this returns.
    if (timer == null) {
      timer = loop.submit(advances);
    }
  }

  private void advance() {
    timer = null;
    Packet next = waiting.peek();
    if (next == null || ended) {
      return;
    }
    long now = nanoTime.getAsLong();
    long early = begun ? leftAt + next.gapNanos - now : 0;
    if (early <= 0) {
      send(waiting.remove(), now);
      early = waiting.isEmpty() ? 0 : SHORTEST_GAP;
    }
    if (!waiting.isEmpty() && timer == null) {
      timer = advances.in(loop, early, TimeUnit.NANOSECONDS);
    }
  }

  /** A packet is lost; those after it go on. */
  private void failed(Throwable fault) {
    if (timer == null && !ended && !waiting.isEmpty()) {
      timer = advances.in(loop, LONGEST_KEPT_GAP, TimeUnit.NANOSECONDS);
    }
    LaterTask.tellThread(fault);
  }

  private void send(Packet packet, long now) {
    begun = true;
    leftAt = now;
    line.accept(packet.bytes, () -> left(packet.flow));
    boot.left(packet.bytes, now);
    packet.bytes.release();
  }

  private void left(int flow) {
    if (!ended) {
      int count = counts.getOrDefault(flow, 0) + 1;
      counts.put(flow, Integer.valueOf(count));
      taken.taken(flow, count);
    }
  }

  /** The line is gone: what waits is dropped here, and kept by the one who offered it. */
  void end() {
    ended = true;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
    waiting.forEach(packet -> packet.bytes.release());
    waiting.clear();
  }
}
