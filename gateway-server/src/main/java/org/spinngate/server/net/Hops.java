package org.spinngate.server.net;

import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What has come to one event loop and belongs to another: it hops there as a task. Nobody has paid
 * for it yet, often not even with a valid packet, so no more is ever under way than the other loop
 * soon works off; a single {@link Source} cannot use that up for the others.
 *
 * <p>Thread-safe.
 */
public final class Hops {
  /** Under way from one source at a time: more than a busy client sends in 30 ms. */
  public static final int MOST_OF_ONE = 1024;

  /** Under way to one event loop at a time. Each is the copy of a packet, of 2 KiB at the most. */
  public static final int MOST = 8 * MOST_OF_ONE;

  private final EventLoop target;
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * @param target where to
   */
  public Hops(EventLoop target) {
    this.target = target;
  }

  /** Somebody whose packets hop. */
  public Source source() {
    return new Source();
  }

  /** One whose packets hop; no more of them than its share. Thread-safe. */
  public final class Source {
    private final AtomicInteger mine = new AtomicInteger();

    private Source() {}

    /**
     * Runs a task on the other event loop, unless too many are on their way there.
     *
     * @return whether it will run
     */
    public boolean hop(Runnable task) {
      if (!take(mine, MOST_OF_ONE)) {
        return false;
      }
      if (!take(underWay, MOST)) {
        mine.decrementAndGet();
        return false;
      }
      try {
        target.execute(() -> arrived(task));
        return true;
      } catch (RejectedExecutionException shuttingDown) {
        giveBack();
        return false;
      }
    }

    private void arrived(Runnable task) {
      giveBack();
      task.run();
    }

    private void giveBack() {
      mine.decrementAndGet();
      underWay.decrementAndGet();
    }

    private static boolean take(AtomicInteger count, int most) {
      boolean free = count.incrementAndGet() <= most;
      if (!free) {
        count.decrementAndGet();
      }
      return free;
    }
  }
}
