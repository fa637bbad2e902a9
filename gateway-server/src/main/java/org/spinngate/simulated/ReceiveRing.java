package org.spinngate.simulated;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * The Ethernet receive ring: datagrams wait in it until the board's software has dealt with those
 * before them, and what does not fit is lost. Event loop only.
 */
final class ReceiveRing {
  private record Waiting(Arrival arrival, int size, long doneAt) {}

  private final Queue<Waiting> ring = new ArrayDeque<>();
  private final RingModel model;
  private final EventExecutor loop;
  private final Consumer<Arrival> software;
  private final ToLongFunction<Arrival> serviceNanos;
  private final DropTally drops;
  private int occupied;
  private long busyUntil;
  private boolean scheduled;

  /**
   * A ring whose packets reach {@code software}, which releases them, once it had {@code
   * serviceNanos} for each.
   */
  ReceiveRing(
      RingModel model,
      EventExecutor loop,
      Consumer<Arrival> software,
      ToLongFunction<Arrival> serviceNanos,
      DropTally drops) {
    this.model = model;
    this.loop = loop;
    this.software = software;
    this.serviceNanos = serviceNanos;
    this.drops = drops;
    busyUntil = now();
  }

  /** Takes over an arrival. */
  void offer(Arrival arrival) {
    if (model.isOff()) {
      software.accept(arrival);
      return;
    }
    serve();
    int size = arrival.datagram().readableBytes() + RingModel.FRAME_OVERHEAD;
    if (occupied + size > model.capacity()) {
      drops.dropped(DropCause.RING_OVERFLOW);
      arrival.release();
      return;
    }
    long now = now();
    long start = busyUntil - now > 0 ? busyUntil : now;
    busyUntil = start + serviceNanos.applyAsLong(arrival);
    occupied += size;
    ring.add(new Waiting(arrival, size, busyUntil));
    serve();
  }

  /** Loses everything, as a power cycle does. */
  void clear() {
    ring.forEach(waiting -> waiting.arrival().release());
    ring.clear();
    occupied = 0;
    busyUntil = now();
  }

  private void serve() {
    long now = now();
    Waiting first = ring.peek();
    while (first != null && first.doneAt() - now <= 0) {
      ring.remove();
      occupied -= first.size();
      software.accept(first.arrival());
      first = ring.peek();
    }
    if (first != null && !scheduled) {
      scheduled = true;
      var unused = new LaterTask(this::wake).in(loop, first.doneAt() - now, TimeUnit.NANOSECONDS);
    }
  }

  private void wake() {
    scheduled = false;
    serve();
  }

  private long now() {
    return loop.ticker().nanoTime();
  }
}
