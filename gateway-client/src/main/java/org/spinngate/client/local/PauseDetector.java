package org.spinngate.client.local;

import io.netty.channel.EventLoop;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * Notices that this program stood still (stopped, starved, asleep). What its sockets hold then is
 * as old as the pause was long, and looks as if it had just come: the applications have asked again
 * or have given up meanwhile.
 *
 * <p>Confined to the one event loop.
 */
final class PauseDetector {
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(250);

  /** So long takes the reading of what has gathered in a socket. */
  private static final long EMPTYING = TimeUnit.MILLISECONDS.toNanos(100);

  private final EventLoop loop;
  private final LongSupplier nanoTime;
  private final long longest;
  private final Runnable whenNoticed;
  private @Nullable Future<?> ticking;
  private long aliveAt;
  private long oldUntil;
  private boolean old;

  /**
   * @param timing the clock, and when every tool has asked again
   * @param whenNoticed told of each pause
   */
  PauseDetector(EventLoop loop, Timing timing, Runnable whenNoticed) {
    this.loop = loop;
    this.nanoTime = timing.nanoTime();
    this.longest = timing.repeats().latest().toNanos();
    this.whenNoticed = whenNoticed;
  }

  /** From here on there is something to be late for. */
  void watch(long now) {
    aliveAt = now;
    if (ticking == null) {
      ticking = new LaterTask(this::tick).in(loop, TICK, TimeUnit.NANOSECONDS);
    }
  }

  /** Nothing can be late any more. */
  void rest() {
    if (ticking != null) {
      ticking.cancel(false);
      ticking = null;
    }
  }

  private void tick() {
    ticking = new LaterTask(this::tick).in(loop, TICK, TimeUnit.NANOSECONDS);
    isOld(nanoTime.getAsLong());
    aliveAt = nanoTime.getAsLong();
  }

  /** Whether what is read now may be older than it looks. */
  boolean isOld(long now) {
    if (ticking != null && now - aliveAt >= longest) {
      aliveAt = now;
      old = true;
      oldUntil = now + EMPTYING;
      whenNoticed.run();
    }
    old &= now - oldUntil < 0;
    return old;
  }
}
