package org.spinngate.server.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.server.disk.Disk;

/**
 * What tells a later process that an earlier one has ended, which must not be another file then.
 */
class JournalLockTest {
  @TempDir Path folder;

  @Test
  void isAFileBesideTheJournalWhichIsReplaced() throws IOException {
    Path file = folder.resolve("sessions.journal");
    Disk disk = new Disk();
    try (SessionJournal journal = SessionJournal.open(file, disk)) {
      Path lock = SessionJournal.lockOf(file);

      assertThat(journal.isKept()).isTrue();
      assertThat(lock).isNotEqualTo(file).exists();
      try (FileChannel other = FileChannel.open(lock, StandardOpenOption.WRITE)) {
        assertThatThrownBy(other::tryLock).isInstanceOf(OverlappingFileLockException.class);
      }
    } finally {
      disk.close();
    }
  }
}
