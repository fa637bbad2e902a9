package org.spinngate.server.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.spinngate.server.power.CareBench.CYCLE;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.CareState;
import org.spinngate.server.board.CareState.Supply;
import org.spinngate.server.board.LeaseView;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.config.power.Argv;
import org.spinngate.server.config.power.PowerPolicy;
import org.spinngate.server.config.power.PowerSource;
import org.spinngate.server.config.power.PowerTimes;
import org.spinngate.server.disk.Disk;
import org.spinngate.server.lease.BoardHooks;

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
  void nothingIsSwitchedAtTheStartWithoutAReason() throws Exception {
    restart("bee\tcycling\nant\tused\nnonsense");
    bench.time.pass(CYCLE);

    assertThat(bench.done).isEmpty();
  }

  private void keepFor(String user) {
    bench.board.show(
        new LeaseView(true, new LeaseView.Counts(1, 0), Set.of(user), Optional::empty));
  }

  @Test
  void whoseBoardIsKeptFindsItAsItWasThoughOthersComeFirst() throws Exception {
    restart("ant\tused\n");
    keepFor("alice");

    assertThat(CareBench.isReady(bench.arrive("carol"))).isTrue();
    bench.enable();
    assertThat(CareBench.isReady(bench.arrive("alice", true))).isTrue();
    bench.time.pass(CYCLE);

    assertThat(bench.done).isEmpty();
  }

  @Test
  void nobodyResetsABoardThatIsKeptForAnother() throws Exception {
    restart("ant\tused\n");
    keepFor("alice");

    assertThat(bench.order(PowerOrder.CYCLE, Optional.of("carol")).join())
        .isEqualTo(new PowerOutcome(PowerOutcome.Result.HELD, "board ant is in use by alice"));
    assertThat(bench.order(PowerOrder.OFF).join().result()).isEqualTo(PowerOutcome.Result.HELD);
    assertThat(bench.done).isEmpty();
  }

  @DisabledOnOs(OS.WINDOWS)
  @Test
  void aBoardThatWasUsedIsCleanedForTheNextOneButNotForWhoComesBack() throws Exception {
    Path file = folder.resolve("power");
    Files.writeString(file, "b0\tused\n");
    Duration none = Duration.ZERO;
    PowerTimes times =
        new PowerTimes(none, Duration.ofMinutes(5), Duration.ofSeconds(60), none, none);
    FrameBench frame = new FrameBench(times, CareJournal.open(file, disk));
    Argv fine = new Argv(List.of("/bin/sh", "-c", "exit 0"));
    frame.source(new PowerSource.Commands(fine, fine), PowerPolicy.BETWEEN_USERS);
    BoardHooks.Stay alice = frame.arrive(frame.boards.get(0), "alice", true);
    await().until(() -> FrameBench.isReady(alice));
    assertThat(file).hasContent("b0\tused\n");

    alice.end(CloseCause.RELEASED);

    await().untilAsserted(() -> assertThat(file).as("before").hasContent("b0\tcycling\n"));
    frame.close();
  }

  @Test
  void whatTheNextProcessMustKnowIsWritten() throws Exception {
    Path file = folder.resolve("power");
    CareJournal written = CareJournal.open(file, disk);

    Board bee = FrameBench.board("bee", 9);
    written.note(bench.board, this, new CareState(true, Supply.ON)).toCompletableFuture().join();
    written.note(bee, this, new CareState(true, Supply.CYCLING)).toCompletableFuture().join();
    written.note(bench.board, this, CareState.CLEAN).toCompletableFuture().join();

    assertThat(file).hasContent("bee\tcycling\n");
  }
}
