package org.spinngate.server.cluster.order;

import java.util.List;
import java.util.Set;
import org.spinngate.server.admission.Bar;
import org.spinngate.server.cluster.member.FittingChanges;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.record.KickRecord;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;

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

  /** The same that keeps nobody away, and ends what it is to end. */
  Kick lifted() {
    return new Kick(key, record.lifted());
  }

  /** What writes it down; nothing if it is there as it should be. */
  List<LedgerChange> changes(FittingChanges.Seen seen) {
    return seen.find(key)
        .map(this::liftedIfNeeded)
        .orElseGet(() -> List.of(new LedgerChange.Create(key, record.text())));
  }

  private List<LedgerChange> liftedIfNeeded(LedgerEntry entry) {
    return KickRecord.of(entry)
        .filter(written -> record.isLifted() && !written.isLifted())
        .<List<LedgerChange>>map(
            written -> List.of(new LedgerChange.Put(key, written.lifted().text(), entry.version())))
        .orElseGet(List::of);
  }

  /** What makes it end more, once it is there. */
  List<LedgerChange> more(Set<String> more, FittingChanges.Seen seen) {
    return seen.find(key).map(entry -> more(more, entry)).orElseGet(List::of);
  }

  /** It may have been lifted since. */
  private List<LedgerChange> more(Set<String> more, LedgerEntry entry) {
    return KickRecord.of(entry)
        .filter(written -> !written.ends().containsAll(more))
        .<List<LedgerChange>>map(
            written ->
                List.of(new LedgerChange.Put(key, written.and(more).text(), entry.version())))
        .orElseGet(List::of);
  }
}
