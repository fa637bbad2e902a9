package org.spinngate.server.cluster.record;

import java.util.List;
import java.util.stream.Stream;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.ledger.Ledger;
import org.spinngate.server.ledger.LedgerEntry;

/**
 * All who were made to leave, and what is still to be ended of theirs, as far as the ledger's copy
 * knows.
 *
 * <p>Thread-safe.
 */
public record KickRecords(Ledger ledger) {
  /** A session that is written down. */
  private record Written(String key, SessionRecord session) {}

  /** Whether somebody was made to leave it. */
  public boolean end(LedgerEntry session) {
    return SessionRecord.of(session, "")
        .filter(record -> all().anyMatch(kick -> kick.ends(session.key(), record)))
        .isPresent();
  }

  /** Whether somebody was made to leave a session and has been let in again since. */
  public boolean areLifted(LedgerEntry session) {
    List<KickRecord> kicks =
        SessionRecord.of(session, "").stream()
            .flatMap(record -> all().filter(kick -> kick.ends(session.key(), record)))
            .toList();
    return !kicks.isEmpty() && kicks.stream().allMatch(KickRecord::isLifted);
  }

  private Stream<KickRecord> all() {
    return ledger.below(Keys.KICKS).stream().flatMap(entry -> KickRecord.of(entry).stream());
  }

  /** Whether something that was meant is not over yet. */
  public boolean isOpen(KickRecord kick) {
    return kick.ends().stream().anyMatch(key -> ledger.find(key).isPresent());
  }

  /** Those that mean a session, or a place in a quota, by its key. */
  public List<LedgerEntry> meaning(String key) {
    return ledger.below(Keys.KICKS).stream()
        .filter(entry -> KickRecord.of(entry).filter(kick -> kick.ends().contains(key)).isPresent())
        .toList();
  }

  /** The sessions that are to be ended. */
  public List<SessionRecord> sessions(KickRecord kick) {
    return ledger.below(Keys.BOARDS).stream()
        .flatMap(board -> ledger.below(board.key()).stream())
        .flatMap(
            entry ->
                SessionRecord.of(entry, "").stream()
                    .map(session -> new Written(entry.key(), session)))
        .filter(written -> kick.ends(written.key, written.session))
        .map(Written::session)
        .toList();
  }
}
