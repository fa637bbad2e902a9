package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.client.command.ClientProgram;
import org.spinngate.protocol.testing.LeakExtension;

/** Programs that end as soon as they have sent a boot, which is before the board can have it. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class RunThatBootsTest {
  private static final String WAITS = "waiting until the boot has left for the board";

  private Facility facility;
  private CapturedLog log;

  @BeforeEach
  void start() {
    log = new CapturedLog();
    facility =
        Facility.plan()
            .board("spin5-01", settings -> settings, "boot-gap = 50ms")
            .board("spin5-02", settings -> settings, "boot-gap = 250ms")
            .user("alice", "*")
            .start();
  }

  @AfterEach
  void stop() {
    facility.close();
    log.close();
  }

  /** A client that runs a program which sends so many packets of a boot. */
  private ClientProgram run(String board, int packets) {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(facility.options("alice", facility.address()));
    arguments.addAll(List.of("--board", board, "--scp-port", "0", "--boot-port", "0", "--"));
    arguments.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    arguments.addAll(List.of(BootAndEnd.class.getName(), String.valueOf(packets)));
    return ClientProgram.start(Folders.temporary("home"), arguments);
  }

  @Test
  void theBootLeavesForTheBoardBeforeTheRelease() {
    ClientProgram client = run("spin5-01", 32);

    assertThat(client.exitCode()).isZero();

    assertThat(client.err())
        .contains(WAITS, ": 32 datagrams ", "nothing dropped")
        .doesNotContain("incomplete");
    assertThat(log.linesWith("boot spin5-01: 32/32 packets")).hasSize(1);
    await()
        .atMost(TestClient.PATIENCE)
        .until(() -> facility.board("spin5-01").counters().boot().completed() == 1);
  }

  @Test
  void whoInterruptsMeanwhileIsToldWhatWasDropped() {
    ClientProgram client = run("spin5-02", 32);
    await().atMost(TestClient.PATIENCE).until(() -> client.err().contains(WAITS));

    client.interrupt();
    assertThat(client.exitCode()).isZero();

    assertThat(client.err())
        .containsPattern("dropped \\d+ \\(session-ended \\d+\\)")
        .containsOnlyOnce("warning: the boot is incomplete")
        .doesNotContain("without a connection");
  }

  @Test
  void aBootThatTheProgramBreaksOffIsToldToBeIncomplete() {
    ClientProgram client = run("spin5-01", 12);

    assertThat(client.exitCode()).isZero();

    assertThat(client.err())
        .contains(": 12 datagrams ", "nothing dropped")
        .containsOnlyOnce("warning: the boot is incomplete");
  }
}
