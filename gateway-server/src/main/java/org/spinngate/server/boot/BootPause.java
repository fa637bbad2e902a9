package org.spinngate.server.boot;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * A while in which no boot passes to a board, since it has no power. A boot that is under way
 * leaves whole first; those that come meanwhile wait.
 *
 * <p>Thread-safe.
 */
public final class BootPause implements BootTurn.Taker {
  private final BootTurn turn;
  private final CompletableFuture<Void> quiet = new CompletableFuture<>();

  /**
   * @param turn the board's
   */
  public BootPause(BootTurn turn) {
    this.turn = turn;
  }

  /**
   * Waits for the end of the boot that is under way. Begin once.
   *
   * @param patience after which it is given up
   * @return completes, on any thread, when no boot passes, or the patience is over
   */
  public CompletionStage<Void> begin(Duration patience) {
    if (turn.take(this)) {
      quiet.complete(null);
    }
    return quiet.isDone()
        ? quiet
        : quiet.copy().completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void turnCame() {
    quiet.complete(null);
  }

  /** Boots pass again. Harmless if it has not begun. */
  public void end() {
    turn.release(this);
  }
}
