package org.spinngate.protocol.repeat;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Faults of our own that end nothing: one in a minute is told, and how many were held back before
 * it. A {@link Breakdown} ends the process.
 *
 * <p>Thread-safe.
 */
public final class Faults implements Consumer<Throwable> {
  private static final Duration BETWEEN = Duration.ofMinutes(1);

  private final Repeats repeats;
  private final Teller teller;

  /** Tells somebody of a fault. */
  public interface Teller {
    /**
     * Tells of one.
     *
     * @param fault what was thrown
     * @param more what to put after the message: nothing, or how many were held back
     */
    void tell(Throwable fault, String more);
  }

  /**
   * Holds nothing back yet.
   *
   * @param nanoTime a monotonic clock in nanoseconds
   * @param teller usually writes to the log
   */
  public Faults(LongSupplier nanoTime, Teller teller) {
    this.repeats = new Repeats(1, BETWEEN, nanoTime);
    this.teller = teller;
  }

  /** Takes what a channel's handlers threw; errors of the network are none of ours. */
  public void caught(Throwable cause) {
    if (!(cause instanceof IOException)) {
      accept(cause);
    }
  }

  @Override
  public void accept(Throwable fault) {
    Breakdown.endProcessIf(fault);
    repeats.next().ifPresent(more -> teller.tell(fault, Repeats.words(more)));
  }
}
