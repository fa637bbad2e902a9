package org.spinngate.protocol.sealed;

import io.netty.channel.EventLoop;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.loss.Ask;
import org.spinngate.protocol.loss.MissingPackets;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * Asks the peer for missing packets when it is time to, every few milliseconds at the most. While
 * what comes is late, a queue on the line is full, and nothing is asked for that would make it
 * longer.
 *
 * <p>Confined to the event loop; makes no objects but one for each waking.
 */
final class Asking {
  private static final long LEAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
  private static final int MOST_LATE_MILLIS = 100;

  private final EventLoop loop;
  private final LongSupplier nanoTime;
  private final ControlFrames control;
  private final PacketReceiver receiver;
  private final BooleanSupplier mayAsk;
  private final MissingPackets missing;
  private final Ask ask = new Ask();
  private final LaterTask wake = new LaterTask(this::wake);
  private @Nullable Future<?> timer;
  private long wakesAt;
  private boolean everWoke;
  private long wokeAt;
  private boolean closed;

  /**
   * @param receiver knows what is missing
   * @param mayAsk whether the peer may be sent anything
   */
  Asking(
      EventLoop loop,
      LongSupplier nanoTime,
      ControlFrames control,
      PacketReceiver receiver,
      BooleanSupplier mayAsk) {
    this.loop = loop;
    this.nanoTime = nanoTime;
    this.control = control;
    this.receiver = receiver;
    this.mayAsk = mayAsk;
    this.missing = receiver.missing();
  }

  /** A packet has come. */
  void look(long now) {
    if (closed || missing.isEmpty()) {
      return;
    }
    if (timer == null) {
      wakeIn(pause(missing.nanosToAsk(now), now), now);
    } else {
      // What is waited for may be the answer to an ask, which takes a round trip.
      long newest = pause(missing.nanosToAskNewest(now), now);
      if (newest < wakesAt - now) {
        timer.cancel(false);
        wakeIn(newest, now);
      }
    }
  }

  private long pause(long nanos, long now) {
    return everWoke ? Math.max(nanos, wokeAt + LEAST_PAUSE_NANOS - now) : nanos;
  }

  private void wakeIn(long nanos, long now) {
    wakesAt = now + nanos;
    timer = wake.in(loop, nanos, TimeUnit.NANOSECONDS);
  }

  private void wake() {
    assert loop.inEventLoop();
    timer = null;
    if (closed) {
      return;
    }
    long now = nanoTime.getAsLong();
    everWoke = true;
    wokeAt = now;
    missing.giveUp(now);
    if (!missing.isEmpty()) {
      ask(now);
      wakeIn(pause(missing.nanosToAsk(now), now), now);
    }
  }

  private void ask(long now) {
    if (receiver.lateMillis() <= MOST_LATE_MILLIS && mayAsk.getAsBoolean()) {
      missing.ask(ask, now);
      if (!ask.isEmpty()) {
        control.ask(ask);
      }
    }
  }

  /** Asks for nothing any more. */
  void close() {
    closed = true;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
