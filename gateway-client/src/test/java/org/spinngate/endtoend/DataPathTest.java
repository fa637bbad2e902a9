package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.MachineTime;
import org.spinngate.server.ServerProgram;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationSettings;

/** The boards' network is cut while everything else works. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
@ExtendWith(LeakExtension.class)
class DataPathTest {
  /** What an operator is promised. */
  private static final Duration NOTICED = Duration.ofSeconds(10);

  private static final String FREE = "free-01";
  private static final String USED = "used-01";
  private static final List<String> BOARDS = List.of(FREE, USED);

  private static FacilityProcess server() {
    return Facility.plan()
        .board(FREE, SimulationSettings::booted)
        .board(USED, SimulationSettings::booted)
        .user("alice", "*")
        .with("probe.interval = 3s")
        .startProcess();
  }

  @Test
  @SuppressWarnings("try") // the tool works by being there
  void theServerIsNotReadyAndSaysWhichBoardsAreCutOff() throws Exception {
    try (FacilityProcess server = server();
        TestClient alice = server.client("alice", USED);
        Persistence tool = new Persistence(alice.application(Duration.ofMillis(500), 1))) {
      await().atMost(TestClient.PATIENCE).until(() -> isReady(server));
      awaitStates(server, "booted", "in-use");

      BOARDS.forEach(board -> server.board(board).unplug().syncUninterruptibly());

      awaitNotice(() -> !isReady(server));
      awaitStates(server, "unreachable", "unreachable");
      assertThat(server.get("/healthz").statusCode()).as("a restart would not help").isEqualTo(200);
      ServerProgram health = server.command("health");
      assertThat(health.exitCode()).isEqualTo(1);
      assertThat(health.out()).contains("boards     NO   0 within reach", FREE, USED);
      assertThat(alice.events().ups()).as("its connection has nothing to do with it").isEqualTo(1);

      BOARDS.stream().map(server::board).forEach(SimulatedBoard::plugIn);

      awaitNotice(() -> isReady(server));
      awaitStates(server, "booted", "in-use");
      assertThat(server.command("health").exitCode()).isZero();
    }
  }

  private static void awaitNotice(Callable<Boolean> noticed) {
    long begun = MachineTime.nanos();
    await().atMost(TestClient.PATIENCE).until(noticed);
    assertThat(Duration.ofNanos(MachineTime.nanos() - begun)).isLessThan(NOTICED);
  }

  private static boolean isReady(FacilityProcess server) throws Exception {
    return server.get("/readyz").statusCode() == 200;
  }

  /** The command for people, the one for programs, and what the page goes by say the same. */
  private static void awaitStates(FacilityProcess server, String free, String used) {
    await()
        .atMost(TestClient.PATIENCE)
        .untilAsserted(
            () -> {
              String page = server.get("/api/state").body();
              String json = server.command("boards", "--json").out();
              String table = server.command("boards").out();
              assertThat(state(page, FREE)).isEqualTo(state(json, FREE)).isEqualTo(free);
              assertThat(state(page, USED)).isEqualTo(state(json, USED)).isEqualTo(used);
              assertThat(row(table, FREE)).contains(free.replace('-', ' '));
              assertThat(row(table, USED)).contains(used.replace('-', ' '));
            });
  }

  private static String state(String json, String board) {
    return json.replaceFirst(
        "(?s).*?\"board\": ?\""
            + board
            + "\", ?\"access\": ?\"[a-z]+\", ?\"state\": ?\"([a-z-]+)\".*",
        "$1");
  }

  private static String row(String table, String board) {
    return table.lines().filter(line -> line.startsWith(board)).findFirst().orElseThrow();
  }

  /** An application that asks again and again, answer or no answer. */
  private static final class Persistence implements AutoCloseable {
    private final ScpApplication application;
    private final AtomicBoolean stopped = new AtomicBoolean();

    Persistence(ScpApplication application) {
      this.application = application;
      Thread thread = new Thread(this::run, "persistence");
      thread.setDaemon(true);
      thread.start();
    }

    private void run() {
      while (!stopped.get()) {
        try {
          application.version();
        } catch (IOException | ClosedSelectorException unanswered) {
          // It has no other plans.
        }
      }
    }

    @Override
    public void close() {
      stopped.set(true);
    }
  }
}
