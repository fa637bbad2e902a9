package org.spinngate.server.cluster.order;

import java.util.List;
import java.util.Set;
import org.spinngate.server.admission.Bar;
import org.spinngate.server.cluster.member.FittingChanges;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.record.KickRecord;
import org.spinngate.server.ledger.LedgerChange;

/**
 * A kick on its way into the ledger. Each has a key of its own, which nobody writes twice, so that
 * none takes the place of another.
 */
record Kick(String key, KickRecord record) {
  /** One of somebody. */
  static Kick of(Bar bar, String reason, Set<String> ends) {
    return of(
        new KickRecord(
            bar.account(),
            bar.board().map(Keys::place),
            new KickRecord.Said(bar.words(), reason),
            ends));
  }

  static Kick of(KickRecord record) {
    return new Kick(Keys.newKick(record.account(), record.board().orElse("")), record);
  }

  /** What writes it down; nothing if it is there. */
  List<LedgerChange> changes(FittingChanges.Seen seen) {
    return seen.find(key).isPresent()
        ? List.of()
        : List.of(new LedgerChange.Create(key, record.text()));
  }

  /** What makes it end more, once it is there. */
  List<LedgerChange> more(Set<String> more, FittingChanges.Seen seen) {
    return seen.find(key)
        .filter(entry -> !record.ends().containsAll(more))
        .<List<LedgerChange>>map(
            entry -> List.of(new LedgerChange.Put(key, record.and(more).text(), entry.version())))
        .orElseGet(List::of);
  }
}
