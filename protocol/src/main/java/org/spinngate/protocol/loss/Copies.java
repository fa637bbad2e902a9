package org.spinngate.protocol.loss;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * Packets that are to be sent again, 5 ms after the time before: what is lost together with one
 * seldom takes the other with it. They leave in the order in which they came.
 *
 * <p>Confined to the event loop; makes no objects for a packet.
 */
final class Copies {
  /** Between a packet and its copy: longer than most bursts of loss, short beside a round trip. */
  static final long APART_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** What is due so soon leaves together with what is due now. */
  private static final long TOGETHER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final int MOST = 800;

  private final EventLoop loop;
  private final Way way;
  private final @Nullable ByteBuf[] packets = new ByteBuf[MOST];
  private final byte[] left = new byte[MOST];
  private final long[] dueNanos = new long[MOST];
  private final LaterTask sendDue = new LaterTask(this::sendDue);
  private int first;
  private int count;
  private @Nullable Future<?> timer;

  /** Where copies go. */
  interface Way {
    /** The monotonic clock, in nanoseconds. */
    long now();

    /** Sends a packet again, whose ownership passes, unless something is short now. */
    void sendAgain(ByteBuf packet, long now);

    /** After the last one of a moment. */
    void sentAgain();
  }

  Copies(EventLoop loop, Way way) {
    this.loop = loop;
    this.way = way;
  }

  /**
   * Keeps a packet to be sent again, unless too many are kept already.
   *
   * @param packet stays the caller's
   * @param times how often again
   */
  void add(ByteBuf packet, int times, long now) {
    if (count < MOST) {
      keep(packet.retainedDuplicate(), times, now + APART_NANOS);
      wakeInTime(now);
    }
  }

  private void keep(ByteBuf packet, int times, long due) {
    int slot = (first + count++) % MOST;
    packets[slot] = packet;
    left[slot] = (byte) times;
    dueNanos[slot] = due;
  }

  private void wakeInTime(long now) {
    if (timer == null) {
      long pause = Math.max(0, dueNanos[first] - now);
      timer = sendDue.in(loop, pause, TimeUnit.NANOSECONDS);
    }
  }

  private void sendDue() {
    assert loop.inEventLoop();
    timer = null;
    long now = way.now();
    while (count > 0 && dueNanos[first] - now <= TOGETHER_NANOS) {
      sendFirst(now);
    }
    way.sentAgain();
    if (count > 0) {
      wakeInTime(now);
    }
  }

  private void sendFirst(long now) {
    ByteBuf packet = packets[first];
    int times = left[first];
    packets[first] = null;
    first = (first + 1) % MOST;
    count--;
    if (packet != null) {
      if (times > 1) {
        keep(packet.retainedDuplicate(), times - 1, now + APART_NANOS);
      }
      way.sendAgain(packet, now);
    }
  }

  /** Forgets them all. */
  void clear() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
    while (count > 0) {
      ByteBuf packet = packets[first];
      if (packet != null) {
        packet.release();
      }
      packets[first] = null;
      first = (first + 1) % MOST;
      count--;
    }
  }
}
