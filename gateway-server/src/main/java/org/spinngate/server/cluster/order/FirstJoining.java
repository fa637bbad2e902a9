package org.spinngate.server.cluster.order;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.ledger.LedgerUnsure;

/**
 * Waits a moment until this gateway has joined the others: just after its start, or after it was
 * fenced, it knows nobody to tell.
 *
 * <p>Thread-safe.
 */
record FirstJoining(Neighbours neighbours) {
  private static final long LOOK_MILLIS = 100;

  /** An operator's program waits for longer, and hears then what it was waited for. */
  private static final int LOOKS = 50;

  /**
   * Does it then.
   *
   * @return exceptionally if this gateway has not joined by then
   */
  <T> CompletionStage<T> then(Supplier<CompletionStage<T>> work) {
    return then(work, LOOKS);
  }

  private <T> CompletionStage<T> then(Supplier<CompletionStage<T>> work, int looks) {
    if (neighbours.hasJoined()) {
      return work.get();
    }
    if (looks == 0 || neighbours.executor().isShuttingDown()) {
      return CompletableFuture.failedStage(
          new LedgerUnsure("this gateway has not joined the others yet"));
    }
    CompletableFuture<Void> later = new CompletableFuture<>();
    var unused =
        new LaterTask(() -> later.complete(null))
            .in(neighbours.executor(), LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return later.thenCompose(now -> then(work, looks - 1));
  }
}
