package org.spinngate.server;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.disk.Disk;
import org.spinngate.server.lease.Journal;
import org.spinngate.server.lease.JournalEntry;
import org.spinngate.server.lease.LocalLeases;
import org.spinngate.server.lease.OutOfService;
import org.spinngate.server.lease.SessionJournal;
import org.spinngate.server.lease.SessionLimits;
import org.spinngate.server.power.CareJournal;

/** The files by which the next process knows of sessions and boards, and their one thread. */
final class StateFiles {
  /** Beside the journal, which is where the server may write. */
  private static final String OUT_OF_SERVICE = ".out-of-service";

  private static final String POWER = ".power";

  private final Disk disk = new Disk();
  private final BoardDirectory boards;
  private final SessionJournal journal;
  private final Optional<Path> journalFile;
  private final Optional<OutOfService> outOfService;
  private final CareJournal care;

  /** Reads what an earlier process left. Blocks. */
  StateFiles(Optional<Path> path, BoardDirectory boards) {
    this.boards = boards;
    this.journalFile = path;
    this.journal =
        path.map(file -> SessionJournal.open(file, disk)).orElseGet(SessionJournal::none);
    this.outOfService = path.map(file -> new OutOfService(besides(file, OUT_OF_SERVICE), disk));
    this.care =
        path.map(file -> CareJournal.open(besides(file, POWER), disk)).orElseGet(CareJournal::none);
    outOfService.ifPresent(kept -> kept.restore(boards));
  }

  private static Path besides(Path journal, String what) {
    return journal.resolveSibling(journal.getFileName() + what);
  }

  /** Which boards are used, off, or being power-cycled. */
  CareJournal care() {
    return care;
  }

  /** The book of leases that writes them. */
  LocalLeases leases(Supplier<SessionLimits> limits, Clock clock) {
    return new LocalLeases(new LocalLeases.Files(journal, this::noteService), limits, clock);
  }

  /** The book of leases that notes its sessions elsewhere, and what is out of service, too. */
  LocalLeases leases(Journal sessions, Supplier<SessionLimits> limits, Clock clock) {
    return new LocalLeases(new LocalLeases.Files(sessions, () -> {}), limits, clock);
  }

  /** What no other process has as long as this one lives. */
  Optional<Path> lock() {
    return journalFile.filter(file -> journal.isKept()).map(SessionJournal::lockOf);
  }

  /** The sessions that were open when the process before this one ended. */
  List<JournalEntry> formerSessions() {
    return journal.sessions();
  }

  private void noteService() {
    outOfService.ifPresent(kept -> kept.save(boards.all()));
  }

  /** Which boards are out of service is known elsewhere from here on. */
  void forgetService() {
    outOfService.ifPresent(OutOfService::forget);
  }

  /** Writes no more of sessions and boards; after their end. */
  void close() {
    journal.close();
    disk.close();
  }
}
