package org.spinngate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.client.check.BoardsQuestion;
import org.spinngate.client.dial.Dialler;
import org.spinngate.client.local.ClientSockets;
import org.spinngate.client.path.PathObserver;
import org.spinngate.endtoend.Facility;
import org.spinngate.endtoend.TestClient;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.BootSender;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.simulated.SimulatedBoard;

/** What users see of boards, as the server finds it out on the boards' network. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class BoardStatesTest {
  private final ClientSockets sockets = new ClientSockets(Transport.best());
  private Facility facility;

  @BeforeEach
  void start() {
    facility =
        Facility.plan()
            .board(
                "ant",
                settings -> settings.withStartUp(Duration.ofMillis(300), Duration.ofSeconds(1)))
            .with("boards.bee { simulated = true }")
            .with("probe { interval = 200ms, hello = [\"127.0.0.1:0\"] }")
            .user("alice", "*")
            .start();
  }

  @AfterEach
  void stop() {
    facility.close();
    sockets.close().awaitUninterruptibly();
  }

  private String seen(String board) throws Exception {
    Dialler dialler =
        new KeeperFactory(
                sockets,
                warning -> {},
                new PathObserver(System::nanoTime),
                Timing.of(System::nanoTime))
            .dialler(facility.settings("alice", board).access(), "");
    return CompletableFuture.supplyAsync(() -> BoardsQuestion.ask(dialler), sockets.loop())
        .thenCompose(boards -> boards)
        .get(TestClient.PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .stream()
        .filter(entry -> entry.name().equals(board))
        .map(Boards.Entry::state)
        .findFirst()
        .orElseThrow();
  }

  private void awaitSeen(String board, String state) {
    await()
        .atMost(TestClient.PATIENCE)
        .untilAsserted(() -> assertThat(seen(board)).isEqualTo(state));
  }

  @Test
  void aSimulatedBoardThatIsNotBootedSaysHelloAsARealOneDoes() {
    awaitSeen("bee", "unbooted");
  }

  @Test
  void aBoardIsSeenToBeBootedAndUsedAndLostAndFound() throws Exception {
    SimulatedBoard board = facility.board("ant");
    assertThat(seen("ant")).isEqualTo("unknown");
    try (TestClient client = facility.client("alice", "ant")) {
      assertThat(seen("ant")).isEqualTo("in use");

      boot(client.boot());

      awaitAnswer(client);
      awaitSeen("ant", "in use");
      assertThat(board.counters().scp().sourcePorts())
          .as("the application's own flow, and no other")
          .hasSize(1);
    }
    awaitSeen("ant", "booted SC&MP 4.0.0");
    assertThat(facility.health().ready()).isTrue();

    board.unplug().syncUninterruptibly();

    awaitSeen("ant", "unreachable");

    board.plugIn().syncUninterruptibly();

    awaitSeen("ant", "booted SC&MP 4.0.0");
  }

  private static void boot(InetSocketAddress at) throws IOException {
    BootSender.boot(at, BootImage.random(1, 4), Duration.ofMillis(10));
  }

  private static void awaitAnswer(TestClient client) throws IOException {
    ScpApplication application = client.application(Duration.ofMillis(500), 1);
    await()
        .atMost(TestClient.PATIENCE)
        .ignoreExceptions()
        .until(() -> application.version().version().contains("4.0.0"));
  }
}
