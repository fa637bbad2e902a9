package org.spinngate.server.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.spinngate.server.power.CareBench.CYCLE;
import static org.spinngate.server.power.CareBench.isReady;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.server.config.power.PowerPolicy;
import org.spinngate.server.disk.Disk;

/** What the next process knows, and does. */
class CareJournalTest {
  @TempDir Path folder;

  private final Disk disk = new Disk();
  private final CareBench bench = new CareBench();

  @AfterEach
  void close() {
    disk.close();
  }

  private void restart(String content) throws Exception {
    Path file = folder.resolve("power");
    Files.writeString(file, content);
    bench.look(PowerPolicy.BETWEEN_USERS, CareJournal.open(file, disk));
  }

  @Test
  void aPowerCycleThatWasNotDoneIsDoneByTheNextProcess() throws Exception {
    restart("ant\tcycling\n");
    GuestStay bob = bench.arrive("bob");

    bench.time.pass(CYCLE.plusSeconds(5));

    assertThat(bench.done).containsExactly("OFF  ", "ON  ");
    assertThat(isReady(bob)).isTrue();
  }

  @Test
  void nothingIsSwitchedAtTheStartWithoutAReason() throws Exception {
    restart("bee\tcycling\nant\tused\nnonsense");
    bench.time.pass(CYCLE);

    assertThat(bench.done).isEmpty();
  }

  @Test
  void aBoardThatWasUsedIsCleanedForTheNextOneButNotForWhoComesBack() throws Exception {
    restart("ant\tused\n");
    GuestStay alice = bench.arrive("alice", true);
    assertThat(isReady(alice)).isTrue();
    assertThat(bench.done).isEmpty();

    bench.leave(alice);
    await()
        .untilAsserted(
            () -> {
              bench.time.run();
              assertThat(bench.done).containsExactly("OFF alice released");
            });
    assertThat(folder.resolve("power")).as("written before").hasContent("ant\tcycling\n");
  }

  @Test
  void whatTheNextProcessMustKnowIsWritten() throws Exception {
    Path file = folder.resolve("power");
    CareJournal written = CareJournal.open(file, disk);

    written.note("ant", this, Optional.of(CareNote.USED)).toCompletableFuture().join();
    written.note("bee", this, Optional.of(CareNote.CYCLING)).toCompletableFuture().join();
    written.note("ant", this, Optional.empty()).toCompletableFuture().join();

    assertThat(file).hasContent("bee\tcycling\n");
  }
}
