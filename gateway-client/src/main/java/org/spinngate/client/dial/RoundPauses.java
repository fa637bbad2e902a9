package org.spinngate.client.dial;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * The pauses of one call between one round of questions and the next: a quarter of a second, and
 * then longer ones, to about ten seconds in all. Each is a quarter shorter to a quarter longer, so
 * that those who lost one gateway do not come to the others as one.
 *
 * <p>Confined to the event loop.
 */
final class RoundPauses {
  private static final long[] PAUSES_MILLIS = {250, 500, 1_000, 2_000, 3_000, 3_000};
  private static final double SPREAD = 0.25;

  private final ScheduledExecutorService loop;
  private final DoubleSupplier random;
  private int pauses;
  private @Nullable Future<?> planned;

  /**
   * @param loop the one event loop
   * @param random even over 0 to 1
   */
  RoundPauses(ScheduledExecutorService loop, DoubleSupplier random) {
    this.loop = loop;
    this.random = random;
  }

  /** Whether there is no pause left. */
  boolean isOver() {
    return pauses == PAUSES_MILLIS.length;
  }

  /** Does it after the next pause. */
  void wait(Runnable task, Consumer<Throwable> broken) {
    double spread = 1 - SPREAD + 2 * SPREAD * random.getAsDouble();
    long millis = (long) (PAUSES_MILLIS[pauses] * spread);
    pauses++;
    planned =
        new LaterTask(
                () -> {
                  planned = null;
                  task.run();
                },
                broken)
            .in(loop, millis, TimeUnit.MILLISECONDS);
  }

  /** Ends the pause, and what was to come after it; tells whether there was one. */
  boolean cancel() {
    boolean waited = planned != null;
    if (planned != null) {
      planned.cancel(false);
      planned = null;
    }
    return waited;
  }
}
