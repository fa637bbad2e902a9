package org.spinngate.server.cluster.member;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.spinngate.server.ledger.Ledger;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;

/**
 * The last word of a gateway that speaks to no board any more. A beat that was still under way may
 * come between; then it is said again.
 *
 * <p>Goes on on the threads of the ledger, one after the other.
 */
final class Goodbye {
  private static final int TRIES = 3;

  private final Ledger ledger;
  private final String id;
  private final CompletableFuture<Void> said;
  private int tries;

  /**
   * @param said completes when the keys are gone; exceptionally if nobody knows
   */
  Goodbye(Ledger ledger, String id, CompletableFuture<Void> said) {
    this.ledger = ledger;
    this.id = id;
    this.said = said;
  }

  void say() {
    tries++;
    ledger.read(Keys.beat(id)).thenAccept(this::heard).exceptionally(this::failed);
  }

  private void heard(Optional<LedgerEntry> beat) {
    beat.ifPresentOrElse(this::takeAway, () -> said.complete(null));
  }

  private void takeAway(LedgerEntry beat) {
    List<LedgerChange> both =
        List.of(
            new LedgerChange.Delete(beat.key(), beat.version()),
            new LedgerChange.Delete(Keys.gateway(id), 0));
    ledger.transact(both).thenAccept(gone -> said.complete(null)).exceptionally(this::failed);
  }

  private @Nullable Void failed(Throwable fault) {
    if (tries < TRIES) {
      say();
    } else {
      said.completeExceptionally(fault);
    }
    return null;
  }
}
