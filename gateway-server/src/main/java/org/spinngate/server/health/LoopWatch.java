package org.spinngate.server.health;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.spinngate.protocol.text.Counted;

/**
 * Gives each event loop a task every second and looks how long it takes until it is done: the time
 * for which a datagram may have to wait.
 *
 * <p>Thread-safe; {@link #look} is called by one thread that is none of the loops watched.
 */
final class LoopWatch {
  /** From one look to the next. */
  static final Duration PERIOD = Duration.ofSeconds(1);

  /** A loop that is later than this serves nobody well. */
  static final Duration LATE = Duration.ofSeconds(1);

  /** A loop that is later than this will not come back. */
  static final Duration HUNG = Duration.ofSeconds(10);

  private final List<LoopBeat> beats = new ArrayList<>();
  private final LongSupplier nanoTime;
  private volatile long latestLook;

  LoopWatch(EventExecutorGroup loops, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.latestLook = nanoTime.getAsLong();
    loops.forEach(loop -> beats.add(new LoopBeat(loop)));
  }

  /** Gives each loop a task that has done the last one. */
  void look() {
    latestLook = nanoTime.getAsLong();
    beats.forEach(LoopBeat::beat);
  }

  HealthCheck check() {
    long worst = worstNanos();
    return new HealthCheck(
        "loops",
        worst <= LATE.toNanos(),
        "%s, the latest by %d ms"
            .formatted(
                Counted.of(beats.size(), "event loop"), TimeUnit.NANOSECONDS.toMillis(worst)));
  }

  /** Whether no loop hangs. */
  boolean live() {
    return worstNanos() <= HUNG.toNanos();
  }

  /**
   * Whether each loop is there and does its tasks in time; not so if nobody has looked of late.
   *
   * @param late by how much a task, or a look, may be
   */
  boolean ticks(Duration late) {
    long sinceLook = nanoTime.getAsLong() - latestLook;
    return sinceLook <= PERIOD.plus(late).toNanos()
        && worstNanos() <= late.toNanos()
        && beats.stream().noneMatch(LoopBeat::isGone);
  }

  private long worstNanos() {
    return beats.stream().mapToLong(LoopBeat::nanos).max().orElse(0);
  }

  /** The tasks of one loop, one at a time. */
  private final class LoopBeat {
    private final EventExecutor loop;
    private boolean waiting;
    private boolean gone;
    private long since;
    private long last;

    LoopBeat(EventExecutor loop) {
      this.loop = loop;
    }

    synchronized void beat() {
      if (!waiting) {
        waiting = true;
        since = nanoTime.getAsLong();
        try {
          loop.execute(this::done);
        } catch (RejectedExecutionException e) {
          waiting = false;
          gone = true;
        }
      }
    }

    synchronized boolean isGone() {
      return gone;
    }

    private synchronized void done() {
      last = nanoTime.getAsLong() - since;
      waiting = false;
    }

    synchronized long nanos() {
      return waiting ? Math.max(last, nanoTime.getAsLong() - since) : last;
    }
  }
}
