package org.spinngate.server.cluster;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.spinngate.server.cluster.member.Member;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.cluster.record.HomeRecord;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;

/**
 * A board that nobody needs becomes nobody's. If that fails it stays this gateway's, which takes it
 * up again when somebody asks for it.
 */
final class HomeRelease {
  private HomeRelease() {}

  static CompletionStage<Void> of(Neighbours neighbours, ServedBoard served) {
    String key = served.key();
    Member member = served.member();
    Optional<LedgerEntry> seen =
        neighbours
            .ledger()
            .find(key)
            .filter(entry -> HomeRecord.of(entry).home().equals(member.id()));
    return seen.map(
            entry ->
                neighbours.transact(
                    member,
                    List.of(
                        new LedgerChange.Put(
                            key,
                            new HomeRecord("", HomeRecord.of(entry).term()).text(),
                            entry.version()))))
        .orElseGet(() -> CompletableFuture.completedStage(null));
  }
}
