package org.spinngate.server.cluster;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.spinngate.server.board.BoardDirectory;
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
    BoardDirectory boards,
    LocalLeases local,
    SharedJournal journal,
    Supplier<Duration> window,
    EventExecutor executor) {
  /** Of two that want an exclusive board, the one that began later has it. */
  private static final Comparator<SessionRecord> LATEST_FIRST =
      Comparator.comparing((SessionRecord record) -> record.session().since()).reversed();

  void take(ServedBoard served, List<LedgerEntry> found) {
    List<SessionRecord> records =
        found.stream()
            .flatMap(entry -> SessionRecord.of(entry, served.board().name()).stream())
            .sorted(LATEST_FIRST)
            .toList();
    records.forEach(record -> journal.expect(served, record.session().id(), record.place()));
    List<JournalEntry> sessions = records.stream().map(SessionRecord::session).toList();
    local.keepBoards(sessions, boards, window.get(), executor);
  }

  /** Whether something is on its way into the ledger that the next home must know. */
  boolean isWriting(String board) {
    return journal.isWriting(board);
  }
}
