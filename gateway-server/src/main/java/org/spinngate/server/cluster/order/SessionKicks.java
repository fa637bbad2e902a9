package org.spinngate.server.cluster.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.spinngate.server.admission.Bar;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.record.HomeRecord;
import org.spinngate.server.cluster.record.KickRecord;
import org.spinngate.server.cluster.record.SessionRecord;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.order.FarAnswer;

/**
 * Ends sessions that this gateway does not have, by what the ledger's copy knows of them.
 *
 * <p>Thread-safe.
 */
record SessionKicks(KickMeans means) {
  CompletionStage<Optional<FarAnswer>> kick(SessionId session, String reason) {
    return find(session)
        .map(
            written ->
                new SessionKick(means, kick(written, reason), session, written)
                    .begin()
                    .thenApply(Optional::of))
        .orElseGet(() -> CompletableFuture.completedStage(Optional.empty()));
  }

  private static Kick kick(LedgerEntry written, String reason) {
    String user = SessionRecord.of(written, "").orElseThrow().session().user();
    return Kick.of(
        new KickRecord(
            user,
            Optional.of(placeOf(written)),
            new KickRecord.Said(Bar.wordsOfSession(reason), reason),
            Set.of(written.key())));
  }

  private static String placeOf(LedgerEntry written) {
    return written.key().substring(Keys.BOARDS.length() + 1, written.key().lastIndexOf('/'));
  }

  /** The session as it is written down, wherever its board is at home. */
  Optional<LedgerEntry> find(SessionId session) {
    return means.neighbours().ledger().below(Keys.BOARDS).stream()
        .flatMap(board -> means.neighbours().ledger().find(board.key() + "/" + session).stream())
        .filter(entry -> SessionRecord.of(entry, "").isPresent())
        .findFirst();
  }

  /**
   * Ends those that a kick means and that nobody has, since their gateways are gone.
   *
   * @return what became of each
   */
  CompletionStage<List<FarAnswer>> endOrphans(Kick kick) {
    CompletionStage<List<FarAnswer>> all = CompletableFuture.completedStage(new ArrayList<>());
    for (LedgerEntry orphan : orphans(kick)) {
      SessionId session = SessionRecord.of(orphan, "").orElseThrow().session().id();
      all =
          all.thenCombine(
              new SessionKick(means, kick, session, orphan).begin(),
              (answers, answer) -> {
                answers.add(answer);
                return answers;
              });
    }
    return all;
  }

  private List<LedgerEntry> orphans(Kick kick) {
    return means.neighbours().ledger().below(Keys.BOARDS).stream()
        .filter(board -> !means.neighbours().member().isMember(HomeRecord.of(board).home()))
        .flatMap(board -> means.neighbours().ledger().below(board.key()).stream())
        .filter(
            entry ->
                SessionRecord.of(entry, "")
                    .filter(session -> kick.record().ends(entry.key(), session))
                    .isPresent())
        .toList();
  }
}
