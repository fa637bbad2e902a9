package org.spinngate.server.power;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** Switches the power of one board. Confined to the event loop of power. */
interface PowerSwitch {
  /** What a board is switched to. */
  enum Power {
    OFF,
    ON
  }

  /** Whether what was begun with a board, and waits for its time, may still be done. */
  interface Gate {
    /**
     * Asked on the loop of power.
     *
     * @return complete; with a {@link PowerFailure#dropped} if the board is to be left alone
     */
    CompletionStage<Void> pass(Power to);

    /**
     * Whether the board has been this gateway's since that was begun; may be asked on any thread.
     * Once it was not, what was begun may neither go on nor say what has become of the board.
     */
    boolean isOurs();
  }

  /**
   * Switches it. Must not wait.
   *
   * @param timeout when it is given up, once it has begun
   * @param ours whether the board is still this gateway's; asked, on any thread, each time before
   *     anything is done
   * @return completes, on any thread, when it is done; with a {@link PowerFailure} if it could not
   *     be done, a {@link PowerFailure#lost} if the board is another gateway's
   */
  CompletionStage<Void> turn(Power to, Occasion occasion, Duration timeout, BooleanSupplier ours);

  /** What it is, as far as that is known, for people. */
  String words();
}
