package org.spinngate.server.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.spinngate.server.cluster.care.SharedCare;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.LastingChanges;
import org.spinngate.server.cluster.member.Member;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.ledger.LedgerChange;

/**
 * How many sessions, open or waiting, an account may have at all gateways together. What is below
 * the account in the ledger is the quota: there is no counter that could be wrong. Who enters names
 * the version of the account, so that of two that want the last place one comes again and finds it
 * taken; those of one gateway stand in line, so that only gateways meet.
 *
 * <p>Thread-safe.
 */
final class SharedQuota {
  private static final long PATIENCE_SECONDS = 5;

  private final Neighbours neighbours;
  private final LastingChanges lasting;
  private final SharedCare care;
  private final IntSupplier most;
  private final Map<String, CompletableFuture<?>> lines = new HashMap<>();

  /**
   * @param care knows which boards may be used
   * @param most how many places an account has; asked for again and again
   */
  SharedQuota(Neighbours neighbours, SharedCare care, IntSupplier most) {
    this.neighbours = neighbours;
    this.lasting = new LastingChanges(neighbours);
    this.care = care;
    this.most = most;
  }

  /**
   * Takes a place for an account that wants a board. That the board may be used from then on is
   * written meanwhile, so that nobody waits for it longer; if no place seems to be left,
   * afterwards.
   *
   * @return empty if all are taken; exceptionally if the ledger cannot tell
   */
  CompletionStage<Optional<QuotaPlace>> enter(ServedBoard served, String account) {
    Member member = served.member();
    QuotaEntry entry =
        new QuotaEntry(neighbours, member, Keys.user(account), served.key(), most.getAsInt());
    Optional<CompletionStage<Void>> noted =
        seemsFull(account) ? Optional.empty() : Optional.of(care.mayBeUsed(served.key()));
    return inLine(account, entry)
        .thenCompose(
            key ->
                key.isEmpty()
                    ? CompletableFuture.completedStage(key)
                    : inTime(noted.orElseGet(() -> care.mayBeUsed(served.key())))
                        .thenApply(done -> key))
        .whenComplete(
            (key, fault) -> {
              if (fault != null) {
                leave(member, entry.key());
              }
            })
        .thenApply(key -> key.map(made -> new QuotaPlace(made, () -> leave(member, made))));
  }

  /** A user who is going to be refused must not make a clean board a used one. */
  private boolean seemsFull(String account) {
    return neighbours.ledger().below(Keys.user(account)).size() >= most.getAsInt();
  }

  /** As patient as the ledger is with the place itself. */
  private static CompletionStage<Void> inTime(CompletionStage<Void> noted) {
    return noted.toCompletableFuture().copy().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private synchronized CompletionStage<Optional<String>> inLine(String account, QuotaEntry entry) {
    CompletableFuture<?> before =
        lines.getOrDefault(account, CompletableFuture.completedFuture(null));
    CompletableFuture<Optional<String>> mine =
        before.handle((any, fault) -> entry).thenCompose(QuotaEntry::begin).toCompletableFuture();
    lines.put(account, mine);
    var unused = mine.whenComplete((any, fault) -> leaveLine(account, mine));
    return mine;
  }

  private synchronized void leaveLine(String account, CompletableFuture<?> mine) {
    lines.remove(account, mine);
  }

  private void leave(Member member, String key) {
    lasting.make(member, List.of(new LedgerChange.Delete(key, 0)), () -> {});
  }
}
