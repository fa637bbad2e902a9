package org.spinngate.server.scp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.ScpDatagram;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.budget.ByteBudget;

/**
 * Holds the datagrams of one flow back, in order, while the board has as many requests in flight as
 * it can answer. A request that waits too long is dropped, as the board would have done at once;
 * what expects no reply only ever waits after such requests.
 *
 * <p>Confined to the event loop of its session; only {@link #slotCame()} is called from others.
 * Makes no objects as long as nothing waits.
 */
public final class RequestQueue implements RequestWindow.Requester {
  /**
   * A request is dropped with the third tick that finds no slot for it, before the first tool asks
   * again. Ticks that could not be on time do not count double: when this process has stood still,
   * replies are about to arrive.
   */
  private static final int LONGEST_WAIT = 3;

  /** More than any tool has outstanding. */
  static final int MOST_WAITING = 128;

  private final EventLoop loop;
  private final RequestWindow window;
  private final RequestListener listener;
  private final ByteBudget.Share budget;
  private final LongSupplier nanoTime;
  private final long tickNanos;
  private final long staleNanos;
  private final Deque<Waiting> queue = new ArrayDeque<>(0);
  private final LaterTask wakes = new LaterTask(this::wake, this::failed);
  private boolean closed;
  private int ticks;
  private long nextTickNanos;
  private @Nullable Future<?> timer;

  private record Waiting(ByteBuf bytes, boolean request, int sinceTick, long sinceNanos) {}

  /**
   * @param listener the flow
   * @param budget of the session's user
   */
  public RequestQueue(
      EventLoop loop,
      RequestWindow window,
      RequestListener listener,
      ByteBudget.Share budget,
      Timing timing) {
    this.budget = budget;
    this.loop = loop;
    this.window = window;
    this.listener = listener;
    this.nanoTime = timing.nanoTime();
    long soonest = timing.repeats().soonest().toMillis();
    this.tickNanos = TimeUnit.MILLISECONDS.toNanos(soonest / LONGEST_WAIT);
    // However long this process stood still, the others have asked again then, too.
    this.staleNanos = timing.repeats().usual().multipliedBy(4).dividedBy(5).toNanos();
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
  public boolean mayLeave(ByteBuf datagram) {
    assert loop.inEventLoop();
    boolean request = ScpDatagram.isRequest(datagram);
    long now = nanoTime.getAsLong();
    if (queue.isEmpty() && (!request || takesSlot(datagram, now))) {
      return true;
    }
    hold(datagram, request, now);
    datagram.release();
    return false;
  }

  private void hold(ByteBuf datagram, boolean request, long now) {
    if (request && queue.stream().anyMatch(one -> ByteBufUtil.equals(one.bytes, datagram))) {
      listener.dropped(DropReason.COALESCED);
      return;
    }
    // A copy does not hold a whole record of the tunnel back.
    ByteBuf copy = queue.size() < MOST_WAITING ? budget.copy(datagram) : null;
    if (copy == null) {
      listener.dropped(DropReason.WINDOW_FULL);
      return;
    }
    nextTickNanos = queue.isEmpty() ? now + tickNanos : nextTickNanos;
    queue.add(new Waiting(copy, request, ticks, now));
    wakeInTime(now);
  }

  private boolean takesSlot(ByteBuf datagram, long now) {
    return window.takeOrWait(this, ScpDatagram.sequence(datagram), now);
  }

  /**
   * The board has sent something. What repeats the sequence number of a request in flight answers
   * it, even if nothing else agrees: not every board, simulated ones above all, fills in the tag as
   * SC&amp;MP does, and a slot that is freed too early is less harm than one that stays taken for
   * seconds.
   */
  public void answered(ByteBuf datagram) {
    if (ScpDatagram.hasSequence(datagram)) {
      long took = window.answered(this, ScpDatagram.sequence(datagram), nanoTime.getAsLong());
      if (took >= 0) {
        listener.answered(took);
      }
    }
  }

  /** There is no board that could hold a tag. */
  public void unreachable() {
    window.unreachable(this, nanoTime.getAsLong());
  }

  @Override
  public void slotCame() {
    loop.execute(this::goOn);
  }

  private void goOn() {
    assert loop.inEventLoop();
    long now = nanoTime.getAsLong();
    dropWhile(() -> isStale(queue.element(), now));
    if (sendWhatMay(now)) {
      listener.flush();
    }
    if (queue.isEmpty()) {
      window.withdraw(this, now);
    } else {
      wakeInTime(now);
    }
  }

  private boolean sendWhatMay(long now) {
    boolean left = false;
    while (!queue.isEmpty() && mayGo(queue.element(), now)) {
      listener.goesOn(remove());
      left = true;
      dropWhile(() -> isStale(queue.element(), now));
    }
    return left;
  }

  private boolean mayGo(Waiting one, long now) {
    return !one.request || takesSlot(one.bytes, now);
  }

  private void dropWhile(BooleanSupplier headMustGo) {
    while (!queue.isEmpty() && queue.element().request && headMustGo.getAsBoolean()) {
      remove().release();
      listener.dropped(DropReason.WINDOW_FULL);
    }
  }

  private ByteBuf remove() {
    ByteBuf bytes = queue.remove().bytes;
    budget.giveBack(bytes.readableBytes());
    return bytes;
  }

  private boolean isStale(Waiting one, long now) {
    return now - one.sinceNanos >= staleNanos;
  }

  /** For the next tick, or for a slot that nobody gives back. */
  private void wakeInTime(long now) {
    if (timer == null && !closed) {
      if (nextTickNanos - now <= 0) {
        nextTickNanos = now + tickNanos;
      }
      long nanos = Math.min(nextTickNanos - now, window.nanosToExpiry(now));
      timer = wakes.in(loop, nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void wake() {
    timer = null;
    long now = nanoTime.getAsLong();
    boolean tick = nextTickNanos - now <= 0;
    window.handOn(now);
    goOn();
    if (tick) {
      ticks++;
      dropWhile(() -> ticks - queue.element().sinceTick >= LONGEST_WAIT);
      goOn();
    }
  }

  /** What waits must not wait for ever. */
  private void failed(Throwable fault) {
    if (timer == null && !closed) {
      timer = wakes.in(loop, tickNanos, TimeUnit.NANOSECONDS);
    }
    LaterTask.tellThread(fault);
  }

  /** Drops what waits. Requests that have left keep their slots as long as the board their tags. */
  public void close() {
    assert loop.inEventLoop();
    closed = true;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
    while (!queue.isEmpty()) {
      remove().release();
      listener.dropped(DropReason.SESSION_ENDED);
    }
    window.leave(this, nanoTime.getAsLong());
  }
}
