package org.spinngate.server.cluster;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.cluster.record.HomeRecord;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;

/**
 * Gives up the home of a board that nobody needs. If that fails it stays this gateway's, which
 * takes it up again when somebody asks for it, or tries again if it is about to end.
 *
 * <p>Thread-safe.
 */
record HomeRelease(Neighbours neighbours, ServedBoard served, LongSupplier nanoTime) {
  /**
   * By the copy of the ledger.
   *
   * @return completes with whether it is sure that the board is not this gateway's any more
   */
  CompletionStage<Boolean> begin() {
    return neighbours
        .ledger()
        .find(served.key())
        .filter(this::isOurs)
        .map(this::release)
        .orElseGet(() -> CompletableFuture.completedStage(false));
  }

  /**
   * The same after a look at what the engine has now.
   *
   * @return completes with whether it is sure
   */
  CompletionStage<Boolean> again() {
    return neighbours
        .ledger()
        .read(served.key())
        .thenCompose(
            entry ->
                entry
                    .filter(this::isOurs)
                    .map(this::release)
                    .orElseGet(() -> CompletableFuture.completedStage(true)));
  }

  private boolean isOurs(LedgerEntry entry) {
    return HomeRecord.of(entry).home().equals(served.member().id());
  }

  /** The next home leaves the board so many of its reply tags. */
  private List<Integer> tags() {
    return served.board().requestWindow().heldMillis(nanoTime.getAsLong());
  }

  private CompletionStage<Boolean> release(LedgerEntry entry) {
    String nobody = HomeRecord.of(entry).nobodys(tags()).text();
    LedgerChange change = new LedgerChange.Put(served.key(), nobody, entry.version());
    return neighbours.transact(served.member(), List.of(change)).thenApply(done -> true);
  }
}
