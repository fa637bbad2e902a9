package org.spinngate.server.flow;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.ScpDatagram;
import org.spinngate.server.board.RequestWindow;

/**
 * Holds the datagrams of one flow back, in order, while the board has as many requests in flight as
 * it can answer. A request that waits too long is dropped, as the board would have done at once;
 * what expects no reply only ever waits behind such requests.
 *
 * <p>Confined to the event loop of its session; only {@link #slotCame()} is called from others.
 * Makes no objects as long as nothing waits.
 */
final class RequestQueue implements RequestWindow.Requester {
  /** The tools ask again from 100 ms on; what is delivered later is only a load. */
  static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(100);

  /** More than any tool has outstanding. */
  static final int MOST_WAITING = 128;

  private final EventLoop loop;
  private final RequestWindow window;
  private final Flow flow;
  private final FlowListener listener;
  private final LongSupplier nanoTime;
  private final Deque<Waiting> queue = new ArrayDeque<>(0);
  private boolean closed;
  private @Nullable Future<?> timer;

  private record Waiting(ByteBuf bytes, boolean request, long sinceNanos) {}

  RequestQueue(
      EventLoop loop,
      RequestWindow window,
      Flow flow,
      FlowListener listener,
      LongSupplier nanoTime) {
    this.loop = loop;
    this.window = window;
    this.flow = flow;
    this.listener = listener;
    this.nanoTime = nanoTime;
  }

  /**
   * Whether a datagram may leave now. If not, it is taken over.
   *
   * <pre>
   *              nothing waits, and no reply is expected
   *              or a slot is free                          otherwise
   *   datagram -----------------------------------> leaves ----------> waits, or is dropped
   * </pre>
   */
  boolean mayLeave(ByteBuf datagram) {
    assert loop.inEventLoop();
    boolean request = ScpDatagram.isRequest(datagram);
    long now = nanoTime.getAsLong();
    if (queue.isEmpty() && (!request || takesSlot(datagram, now))) {
      return true;
    }
    DropReason reason = reasonToDrop(datagram, request);
    if (reason == null) {
      // A copy does not hold a whole record of the tunnel back.
      queue.add(new Waiting(datagram.copy(), request, now));
      wakeInTime(now);
    } else {
      listener.dropped(reason);
    }
    datagram.release();
    return false;
  }

  private boolean takesSlot(ByteBuf datagram, long now) {
    return window.takeOrWait(this, ScpDatagram.sequence(datagram), now);
  }

  private @Nullable DropReason reasonToDrop(ByteBuf datagram, boolean request) {
    if (request && queue.stream().anyMatch(one -> ByteBufUtil.equals(one.bytes, datagram))) {
      return DropReason.COALESCED;
    }
    return queue.size() < MOST_WAITING ? null : DropReason.WINDOW_FULL;
  }

  /** The board has sent something, which may be a reply. */
  void answered(ByteBuf datagram) {
    if (ScpDatagram.isReply(datagram)) {
      window.answered(this, ScpDatagram.sequence(datagram), nanoTime.getAsLong());
    }
  }

  /** There is no board that could hold a tag. */
  void unreachable() {
    window.unreachable(this, nanoTime.getAsLong());
  }

  @Override
  public void slotCame() {
    loop.execute(this::goOn);
  }

  private void goOn() {
    assert loop.inEventLoop();
    long now = nanoTime.getAsLong();
    boolean left = false;
    while (!queue.isEmpty() && (isLate(queue.element(), now) || mayGo(queue.element(), now))) {
      Waiting head = queue.remove();
      if (isLate(head, now)) {
        head.bytes.release();
        listener.dropped(DropReason.WINDOW_FULL);
      } else {
        flow.write(head.bytes);
        left = true;
      }
    }
    if (left) {
      flow.flush();
    }
    if (queue.isEmpty()) {
      window.withdraw(this, now);
    } else {
      wakeInTime(now);
    }
  }

  private static boolean isLate(Waiting one, long now) {
    return one.request && now - one.sinceNanos >= LONGEST_WAIT;
  }

  private boolean mayGo(Waiting one, long now) {
    return !one.request || takesSlot(one.bytes, now);
  }

  /** For the end of the head's patience, or for a slot that nobody gives back. */
  private void wakeInTime(long now) {
    if (timer == null && !closed) {
      long patience = LONGEST_WAIT - (now - queue.element().sinceNanos);
      long nanos = Math.max(0, Math.min(patience, window.nanosToExpiry(now)));
      timer = loop.schedule(this::wake, nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void wake() {
    timer = null;
    window.handOn(nanoTime.getAsLong());
    goOn();
  }

  /** Drops what waits. Requests that have left keep their slots as long as the board their tags. */
  void close() {
    assert loop.inEventLoop();
    closed = true;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
    for (Waiting one : queue) {
      one.bytes.release();
      listener.dropped(DropReason.SESSION_ENDED);
    }
    queue.clear();
    window.leave(this, nanoTime.getAsLong());
  }
}
