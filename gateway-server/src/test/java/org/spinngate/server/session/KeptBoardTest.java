package org.spinngate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.disk.Disk;
import org.spinngate.server.lease.SessionJournal;

/** What is kept over a restart goes with its user. */
@ExtendWith(LeakExtension.class)
class KeptBoardTest {
  @TempDir Path folder;

  private final Disk disk = new Disk();
  private SessionJournal journal = SessionJournal.none();

  @AfterEach
  void close() {
    journal.close();
    disk.close();
  }

  /** A process; the one before it has ended, with everything that was noted in its file. */
  private SessionBench process() {
    journal.close();
    journal = SessionJournal.open(folder.resolve("sessions.journal"), disk);
    return SessionBench.with(journal);
  }

  private SessionBench restartWhileAliceHasTheBoard() {
    process().visit("alice");
    SessionBench next = process();
    next.user("alice", "*");
    next.user("carol", "*");
    return next;
  }

  @Test
  void aBoardIsKeptForNobodyWhoWasKicked() {
    SessionBench next = restartWhileAliceHasTheBoard();
    Visit bob = next.visit("bob", "spin5-01", 60);

    next.supervision().kickUser("carol", "");
    next.time().run();
    assertThat(bob.isOpen()).isFalse();
    next.supervision().kickUser("alice", "stolen");
    next.time().run();

    assertThat(bob.isOpen()).isTrue();
  }

  @Test
  void aBoardIsKeptForNobodyWhomTheOperatorRemoved() {
    SessionBench next = restartWhileAliceHasTheBoard();
    Visit bob = next.visit("bob", "spin5-01", 60);

    next.supervision().recheck();
    next.time().run();
    assertThat(bob.isOpen()).isFalse();
    next.forget("alice");
    next.supervision().recheck();
    next.time().run();

    assertThat(bob.isOpen()).isTrue();
  }
}
