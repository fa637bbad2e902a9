package org.spinngate.server.cluster;

import static java.util.stream.Collectors.partitioningBy;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.cluster.record.KickRecords;
import org.spinngate.server.cluster.record.SessionRecord;
import org.spinngate.server.lease.JournalEntry;
import org.spinngate.server.lease.LocalLeases;
import org.spinngate.server.ledger.LedgerEntry;

/**
 * Takes the sessions that a board had at its last home: the board is kept for their clients for a
 * while, as after a restart.
 *
 * <p>Thread-safe.
 *
 * @param window for how long
 */
record FormerSessions(
    Neighbours neighbours,
    BoardDirectory boards,
    LocalLeases local,
    SharedJournal journal,
    Supplier<Duration> window) {
  private static final Logger LOG = LoggerFactory.getLogger(FormerSessions.class);

  /** Of two that want an exclusive board, the one that began later has it. */
  private static final Comparator<SessionRecord> LATEST_FIRST =
      Comparator.comparing((SessionRecord record) -> record.session().since()).reversed();

  void take(ServedBoard served, List<LedgerEntry> found) {
    List<SessionRecord> records =
        endKicked(served, found).stream()
            .flatMap(entry -> SessionRecord.of(entry, served.board().name()).stream())
            .sorted(LATEST_FIRST)
            .toList();
    records.forEach(record -> journal.expect(served, record.session().id(), record.place()));
    List<JournalEntry> sessions = records.stream().map(SessionRecord::session).toList();
    local.keepBoards(sessions, boards, window.get(), neighbours.executor());
  }

  /**
   * Ends those that somebody was made to leave while their home was silent.
   *
   * @return the others
   */
  List<LedgerEntry> endKicked(ServedBoard served, List<LedgerEntry> found) {
    Map<Boolean, List<LedgerEntry>> all =
        found.stream().collect(partitioningBy(new KickRecords(neighbours.ledger())::end));
    all.getOrDefault(true, List.of()).stream()
        .flatMap(entry -> SessionRecord.of(entry, "").stream())
        .forEach(
            record -> {
              LOG.info("session {} was kicked and is over", record.session().id());
              journal.expect(served, record.session().id(), record.place());
              journal.ended(record.session().id(), CloseCause.KICKED);
            });
    return all.getOrDefault(false, List.of());
  }

  /** Whether something is on its way into the ledger that the next home must know. */
  boolean isWriting(String board) {
    return journal.isWriting(board);
  }
}
