package org.spinngate.server.flow;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.budget.ByteBudget;

/**
 * The way out by one datagram socket. As long as the system takes what it is given, all passes
 * straight through. When it does not, since the network takes less than comes, the datagrams wait
 * here and not in the queue of the channel, which has no end and lets nothing grow old:
 *
 * <pre>
 *   write ──▶ channel ──▶ system            the system takes all
 *
 *   write ──▶ waiting     channel: nothing but emptied buffers, until the system takes more
 *               │
 *               ├──▶ stale                  older than its sender waits for an answer
 *               └──▶ send-failed            more than may wait
 * </pre>
 *
 * <p>Confined to its event loop. Makes no objects as long as nothing waits.
 */
final class Outlet {
  /** Handed to the system at once, as Netty counts it, with 96 bytes more for each datagram. */
  static final int MOST_AT_ONCE = 32 * 1024;

  /** Waiting for one socket, each datagram with its {@link ByteBudget#OVERHEAD}. */
  static final int MOST_WAITING = 256 * 1024;

  private final Terms terms;
  private final Consumer<Unsent> fallen;
  private final Deque<Waiting> waiting = new ArrayDeque<>(0);
  private final LaterTask look = new LaterTask(this::look, this::failed);
  private Channel channel;
  private int waitingCost;
  private boolean blocked;
  private @Nullable Future<?> timer;

  private record Waiting(ByteBuf bytes, long sinceNanos) {
    int length() {
      return bytes.readableBytes();
    }
  }

  /**
   * What may wait.
   *
   * @param budget of its user
   * @param timing the clock, and what is late by it
   * @param ages whether what waits grows old
   */
  record Terms(ByteBudget.Share budget, Timing timing, boolean ages) {
    private long staleNanos() {
      return timing.repeats().usual().toNanos();
    }
  }

  /**
   * @param fallen hears of what it had taken and that did not leave
   */
  Outlet(Channel channel, Terms terms, Consumer<Unsent> fallen) {
    this.channel = channel;
    this.terms = terms;
    this.fallen = fallen;
  }

  /** For a socket before its first datagram. */
  static void prepare(Channel fresh) {
    fresh
        .config()
        .setOption(
            ChannelOption.WRITE_BUFFER_WATER_MARK,
            new WriteBufferWaterMark(MOST_AT_ONCE / 2, MOST_AT_ONCE));
  }

  /** Whether the system takes something at present. */
  boolean isOpen() {
    return !blocked;
  }

  /** Takes over a datagram, which leaves with the next {@link #flush()}, or later. */
  void write(ByteBuf datagram) {
    if (!blocked && !channel.isWritable()) {
      flush();
    }
    if (blocked || !waiting.isEmpty()) {
      hold(datagram);
      datagram.release();
    } else {
      channel.write(datagram, channel.voidPromise());
    }
  }

  /** Sends what nobody counts, if that can be done at once. */
  void writeUncounted(ByteBuf datagram) {
    flush();
    if (blocked) {
      datagram.release();
      return;
    }
    channel.writeAndFlush(datagram, channel.voidPromise());
    if (holdsBack() > 0) {
      block(ByteBuf::clear);
    }
  }

  void flush() {
    if (!blocked) {
      channel.flush();
      if (holdsBack() > 0) {
        block(this::takeBack);
      }
      sendWhatWaits();
    }
  }

  /** How many datagrams the system did not take. */
  private int holdsBack() {
    ChannelOutboundBuffer own = channel.unsafe().outboundBuffer();
    return own == null ? 0 : own.size();
  }

  /** A copy does not hold a whole record of the tunnel back; an empty buffer is never sent. */
  private void takeBack(ByteBuf datagram) {
    hold(datagram);
    datagram.clear();
  }

  private void block(Consumer<ByteBuf> withEach) {
    blocked = true;
    Channel by = channel;
    forEachHeldBack(withEach);
    by.writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            drained -> {
              if (drained.isSuccess()) {
                by.eventLoop().execute(() -> openAgain(by));
              }
            });
  }

  private void forEachHeldBack(Consumer<ByteBuf> action) {
    ChannelOutboundBuffer own = channel.unsafe().outboundBuffer();
    try {
      if (own != null) {
        own.forEachFlushedMessage(
            message -> {
              action.accept((ByteBuf) message);
              return true;
            });
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void hold(ByteBuf datagram) {
    int bytes = datagram.readableBytes();
    if (!hasRoomFor(bytes)) {
      dropStale();
    }
    ByteBuf copy = hasRoomFor(bytes) ? terms.budget.copy(datagram) : null;
    if (copy != null) {
      waiting.add(new Waiting(copy, terms.timing.now()));
      waitingCost += ByteBudget.cost(bytes);
      lookInTime();
    } else {
      fallen.accept(new Unsent(DropReason.SEND_FAILED, 1, bytes));
    }
  }

  private boolean hasRoomFor(int bytes) {
    return waitingCost + ByteBudget.cost(bytes) <= MOST_WAITING;
  }

  private void openAgain(Channel by) {
    if (by == channel && blocked) {
      blocked = false;
      dropStale();
      sendWhatWaits();
    }
  }

  private void sendWhatWaits() {
    while (!waiting.isEmpty() && !blocked) {
      int handedOver = handOver();
      channel.flush();
      int left = holdsBack();
      for (int i = left; i < handedOver; i++) {
        remove().release();
      }
      if (left > 0) {
        block(ByteBuf::clear);
      }
    }
  }

  /** They stay here until it is known which ones the system has taken. */
  private int handOver() {
    int count = 0;
    for (Waiting next : waiting) {
      if (count > 0 && !channel.isWritable()) {
        break;
      }
      channel.write(next.bytes.retainedDuplicate(), channel.voidPromise());
      count++;
    }
    return count;
  }

  private ByteBuf remove() {
    Waiting first = waiting.remove();
    waitingCost -= ByteBudget.cost(first.length());
    terms.budget.giveBack(first.length());
    return first.bytes;
  }

  private void drop(DropReason reason) {
    ByteBuf first = remove();
    int bytes = first.readableBytes();
    first.release();
    fallen.accept(new Unsent(reason, 1, bytes));
  }

  private void dropStale() {
    long now = terms.timing.now();
    while (!waiting.isEmpty() && isStale(waiting.element(), now)) {
      drop(DropReason.STALE);
    }
  }

  private boolean isStale(Waiting one, long now) {
    return terms.ages && now - one.sinceNanos >= terms.staleNanos();
  }

  private void lookInTime() {
    if (timer == null && terms.ages && !waiting.isEmpty()) {
      long age = terms.timing.now() - waiting.element().sinceNanos;
      timer =
          look.in(channel.eventLoop(), Math.max(0, terms.staleNanos() - age), TimeUnit.NANOSECONDS);
    }
  }

  private void look() {
    timer = null;
    dropStale();
    lookInTime();
  }

  private void failed(Throwable fault) {
    lookInTime();
    LaterTask.tellThread(fault);
  }

  /** From now on all leaves by another socket, what waits as well. */
  void use(Channel next) {
    flush();
    channel = next;
    blocked = false;
    dropStale();
    sendWhatWaits();
  }

  /** Lets go of what waits; the channel holds nothing that could still be sent. */
  void close() {
    flush();
    while (!waiting.isEmpty()) {
      drop(DropReason.SESSION_ENDED);
    }
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
