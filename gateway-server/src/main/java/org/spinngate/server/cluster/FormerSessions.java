package org.spinngate.server.cluster;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Member;
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
  void take(Member member, Board board, List<LedgerEntry> found) {
    String key = Keys.board(board);
    List<SessionRecord> records =
        found.stream().flatMap(entry -> SessionRecord.of(entry, board.name()).stream()).toList();
    records.forEach(
        record ->
            journal.expect(
                member, record.session().id(), new SharedJournal.Spot(key, record.place())));
    List<JournalEntry> sessions = records.stream().map(SessionRecord::session).toList();
    local.keepBoards(sessions, boards, window.get(), executor);
  }
}
