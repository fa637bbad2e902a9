package org.spinngate.protocol.spool;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.spinngate.protocol.repeat.Breakdown;

/**
 * Puts things out on a thread of its own, in order, so that nobody waits for an output that stands
 * still. What finds no room is lost and counted; at its place in the order stands how many there
 * were.
 *
 * <pre>
 *  offer ─▶ Share: room for so many ─▶ one queue ─▶ thread ─▶ Output, which may block
 *               └ full: lost ─▶ a mark after what is there ──────▶ Output.lost
 * </pre>
 *
 * <p>Thread-safe. The thread does not keep the process alive, and outlives everything that the
 * output throws.
 *
 * @param <T> what is put out
 */
public final class Spool<T> {
  private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
  private final Output<T> output;
  private final AtomicBoolean marked = new AtomicBoolean();
  private final AtomicLong untold = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private volatile boolean over;
  private volatile boolean ended;

  /** Where things go to; called by the spool's thread only, and may block. */
  public interface Output<T> {
    /** Puts one out. */
    void put(T item);

    /** So many that should stand here were lost. */
    void lost(long count);
  }

  /** Room for so many of one kind, so that no other kind can take it. */
  public final class Share {
    private final int most;
    private final AtomicInteger waiting = new AtomicInteger();

    private Share(int most) {
      this.most = most;
    }

    /**
     * Hands something over, if there is room for it. Never blocks.
     *
     * @param weight what it counts for if it is lost
     */
    public void offer(T item, int weight) {
      if (over || waiting.incrementAndGet() > most) {
        waiting.decrementAndGet();
        lose(weight);
      } else {
        queue.add(() -> put(item));
      }
    }

    private void put(T item) {
      waiting.decrementAndGet();
      output.put(item);
    }
  }

  /**
   * Starts the thread.
   *
   * @param name of the thread
   */
  public Spool(String name, Output<T> output) {
    this.output = output;
    Thread thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Makes room for {@code most} things at a time. */
  public Share share(int most) {
    return new Share(most);
  }

  /** How much was lost so far, by weight. */
  public long lost() {
    return lost.get();
  }

  private void lose(int weight) {
    lost.addAndGet(weight);
    untold.addAndGet(weight);
    if (marked.compareAndSet(false, true)) {
      queue.add(this::tellOfLoss);
    }
  }

  private void tellOfLoss() {
    marked.set(false);
    long count = untold.getAndSet(0);
    if (count > 0) {
      output.lost(count);
    }
  }

  private void run() {
    while (!(over && queue.isEmpty())) {
      putNext();
    }
    ended = true;
    // Who has come to wait in this very moment.
    for (Runnable last = queue.poll(); last != null; last = queue.poll()) {
      last.run();
    }
  }

  private void putNext() {
    try {
      queue.take().run();
    } catch (InterruptedException e) {
      over = true;
    } catch (Throwable fault) {
      Breakdown.endProcessIf(fault);
      // The next one may be taken. This one could only be told by the output that has failed.
      lost.incrementAndGet();
    }
  }

  /**
   * Waits until everything that was handed over is out, but no longer than this.
   *
   * @return whether it is out
   */
  public boolean flush(Duration most) {
    CountDownLatch out = new CountDownLatch(1);
    queue.add(out::countDown);
    try {
      return ended || out.await(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Takes nothing more, and waits until the rest is out, but no longer than this. */
  public boolean close(Duration most) {
    over = true;
    return flush(most);
  }
}
