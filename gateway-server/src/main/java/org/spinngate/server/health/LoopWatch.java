package org.spinngate.server.health;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Gives each event loop a task every second and looks how long it takes until it is done: the time
 * for which a datagram may have to wait.
 *
 * <p>Thread-safe; {@link #look} is called by one thread that is none of the loops watched.
 */
final class LoopWatch {
  /** A loop that is later than this serves nobody well. */
  static final Duration LATE = Duration.ofSeconds(1);

  /** A loop that is later than this will not come back. */
  static final Duration HUNG = Duration.ofSeconds(10);

  private final List<LoopBeat> beats = new ArrayList<>();
  private final LongSupplier nanoTime;

  LoopWatch(EventExecutorGroup loops, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    loops.forEach(loop -> beats.add(new LoopBeat(loop)));
  }

  /** Gives each loop a task that has done the last one. */
  void look() {
    beats.forEach(LoopBeat::beat);
  }

  HealthCheck check() {
    long worst = worstNanos();
    return new HealthCheck(
        "loops",
        worst <= LATE.toNanos(),
        "%d event loops, the latest by %d ms"
            .formatted(beats.size(), TimeUnit.NANOSECONDS.toMillis(worst)));
  }

  /** Whether no loop hangs. */
  boolean live() {
    return worstNanos() <= HUNG.toNanos();
  }

  private long worstNanos() {
    return beats.stream().mapToLong(LoopBeat::nanos).max().orElse(0);
  }

  /** The tasks of one loop, one at a time. */
  private final class LoopBeat {
    private final EventExecutor loop;
    private boolean waiting;
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
        }
      }
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
