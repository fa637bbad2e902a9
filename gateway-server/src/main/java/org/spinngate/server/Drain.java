package org.spinngate.server;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.session.Sessions;
import org.spinngate.server.session.Supervision;

/**
 * The last while of a server: everybody is told, nobody new gets a board, and what is under way may
 * come to its end until the deadline.
 *
 * <p>Thread-safe; {@link #run} blocks.
 */
final class Drain {
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
  private static final long LOOK_MILLIS = 100;

  /** A second, for clients that were handed over. */
  private static final int LINGER_LOOKS = 10;

  private static final long BETWEEN_WORDS = TimeUnit.SECONDS.toNanos(10);

  private final Sessions sessions;
  private final Supervision supervision;
  private final BooleanSupplier handOver;
  private final LongSupplier nanoTime;
  private final CountDownLatch hurried = new CountDownLatch(1);

  /** The deadline of the one who spoke last, which holds for those who spoke before, too. */
  private volatile long until;

  /**
   * @param handOver hands sessions over to another gateway that can be; tells whether there were
   *     such
   * @param nanoTime a monotonic clock in nanoseconds
   */
  Drain(
      Sessions sessions, Supervision supervision, BooleanSupplier handOver, LongSupplier nanoTime) {
    this.handOver = handOver;
    this.sessions = sessions;
    this.supervision = supervision;
    this.nanoTime = nanoTime;
  }

  /**
   * Waits until nothing is left to wait for or to hand over, or the deadline, or {@link #hurry}.
   *
   * @param deadline from now
   * @param done whether there is nothing to wait for
   * @param progress hears what is waited for, every ten seconds and whenever it changes
   */
  void run(Duration deadline, BooleanSupplier done, Consumer<String> progress) {
    sessions.refuseNew(CloseCause.STOPPING);
    until = nanoTime.getAsLong() + deadline.toNanos();
    boolean over = done.getAsBoolean();
    boolean handsOver = handOver.getAsBoolean();
    int open = sessions.count();
    if (open > 0 && !over) {
      LOG.info("draining: {} open, {} s at most", counted(open), deadline.toSeconds());
      supervision.announce(
          "this server is going to stop, in " + deadline.toSeconds() + " s at the latest");
    }
    boolean handedOver = handsOver;
    if (open > 0 && (handsOver || !over)) {
      handedOver |= await(done, progress);
    }
    if (handedOver) {
      linger();
    }
  }

  /** Whether something was handed over meanwhile. */
  private boolean await(BooleanSupplier done, Consumer<String> progress) {
    int told = -1;
    long toldAt = nanoTime.getAsLong();
    boolean handedOver = false;
    boolean waits = true;
    while (waits && nanoTime.getAsLong() - until < 0 && !isHurried(LOOK_MILLIS)) {
      // In this order: what is done by now may be handed over, which takes more than one look.
      boolean over = done.getAsBoolean();
      boolean handsOver = handOver.getAsBoolean();
      handedOver |= handsOver;
      waits = handsOver || !over;
      int open = sessions.count();
      long now = nanoTime.getAsLong();
      if (open != told || now - toldAt >= BETWEEN_WORDS) {
        told = open;
        toldAt = now;
        progress.accept(
            counted(open) + " left, " + TimeUnit.NANOSECONDS.toSeconds(until - now) + " s");
      }
    }
    return handedOver;
  }

  /**
   * Clients that know only this gateway ask it where their board is now. After a short deadline
   * there may still be sessions whose board rests before they are handed over.
   */
  private void linger() {
    for (int look = 0; look < LINGER_LOOKS && !isHurried(LOOK_MILLIS); look++) {
      boolean unused = handOver.getAsBoolean();
    }
  }

  private boolean isHurried(long millis) {
    try {
      return hurried.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Waits no longer. */
  void hurry() {
    hurried.countDown();
  }

  private static String counted(int sessions) {
    return sessions + " session" + (sessions == 1 ? "" : "s");
  }
}
