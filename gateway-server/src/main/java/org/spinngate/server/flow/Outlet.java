package org.spinngate.server.flow;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.board.Tenure;

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
 * <p>Nothing leaves while this gateway may not speak to boards, whenever it was written: what grows
 * old falls, and a boot waits.
 *
 * <p>Confined to its event loop. Makes no objects as long as nothing waits.
 */
final class Outlet {
  /** Handed to the system at once, as Netty counts it, with 96 bytes more for each datagram. */
  static final int MOST_AT_ONCE = 32 * 1024;

  /** How soon what must not fall is tried again. */
  private static final long AGAIN_MILLIS = 10;

  private final Tenure tenure;
  private final WaitingDatagrams waiting;
  private final LaterTask look = new LaterTask(this::look, this::failed);
  private Channel channel;
  private boolean blocked;
  private @Nullable Future<?> timer;

  /**
   * @param tenure whether anything may leave
   * @param terms what may wait
   * @param fallen hears of what it had taken and that did not leave
   */
  Outlet(Channel channel, Tenure tenure, WaitingDatagrams.Terms terms, Consumer<Unsent> fallen) {
    this.channel = channel;
    this.tenure = tenure;
    this.waiting = new WaitingDatagrams(terms, fallen);
  }

  /** For a socket before its first datagram. */
  static void prepare(Channel fresh) {
    fresh
        .config()
        .setOption(
            ChannelOption.WRITE_BUFFER_WATER_MARK,
            new WriteBufferWaterMark(MOST_AT_ONCE / 2, MOST_AT_ONCE));
  }

  /** Whether what is written now would leave. */
  boolean isOpen() {
    return !blocked && waiting.isEmpty() && tenure.holds();
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
    if (blocked || !tenure.holds()) {
      datagram.release();
      return;
    }
    channel.writeAndFlush(datagram, channel.voidPromise());
    if (holdsBack() > 0) {
      block(ByteBuf::clear);
    }
  }

  void flush() {
    if (blocked) {
      return;
    }
    if (tenure.holds()) {
      channel.flush();
      if (holdsBack() > 0) {
        block(this::takeBack);
      }
    } else {
      forbid();
    }
    sendWhatWaits();
  }

  /** Empties what has been written and not been sent. */
  private void forbid() {
    ChannelOutboundBuffer own = channel.unsafe().outboundBuffer();
    if (own != null) {
      own.addFlush();
    }
    forEachHeldBack(this::forbid);
    channel.flush();
    if (holdsBack() > 0) {
      block(ByteBuf::clear);
    }
  }

  private void forbid(ByteBuf datagram) {
    waiting.forbid(datagram);
    datagram.clear();
  }

  /** How many datagrams the system did not take. */
  private int holdsBack() {
    ChannelOutboundBuffer own = channel.unsafe().outboundBuffer();
    return own == null ? 0 : own.size();
  }

  /** An empty buffer is never sent. */
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
    waiting.hold(datagram);
    lookInTime();
  }

  private void openAgain(Channel by) {
    if (by == channel && blocked) {
      blocked = false;
      waiting.dropStale();
      sendWhatWaits();
    }
  }

  private void sendWhatWaits() {
    while (!waiting.isEmpty() && !blocked && tenure.holds()) {
      int handedOver = handOver();
      channel.flush();
      int left = holdsBack();
      waiting.left(handedOver - left);
      if (left > 0) {
        block(ByteBuf::clear);
      }
    }
    if (!blocked && !waiting.isEmpty()) {
      waiting.forbidRest();
      lookInTime();
    }
  }

  /** The first in any case, and then as many as the channel takes. */
  private int handOver() {
    return waiting.show(
        next -> {
          channel.write(next.retainedDuplicate(), channel.voidPromise());
          return channel.isWritable();
        });
  }

  private void lookInTime() {
    if (timer == null && waiting.growOld()) {
      timer = look.in(channel.eventLoop(), waiting.nanosToStale(), TimeUnit.NANOSECONDS);
    } else if (timer == null && !blocked && !waiting.isEmpty()) {
      timer = look.in(channel.eventLoop(), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void look() {
    timer = null;
    waiting.dropStale();
    if (!blocked) {
      sendWhatWaits();
    }
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
    waiting.dropStale();
    sendWhatWaits();
  }

  /** Lets go of what waits; the channel holds nothing that could still be sent. */
  void close() {
    flush();
    waiting.dropAll(DropReason.SESSION_ENDED);
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
