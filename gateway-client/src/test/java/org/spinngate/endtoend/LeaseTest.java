package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.client.command.ClientProgram;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.link.LinkState;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.simulated.SimulationSettings;

/** An exclusive board and those who want it. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class LeaseTest {
  private final List<TestClient> clients = new ArrayList<>();
  private Facility facility;

  @BeforeEach
  void start() {
    facility =
        Facility.plan()
            .board("spin5-01", SimulationSettings::booted)
            .board("spin5-02", SimulationSettings::booted, "access = shared")
            .user("alice", "*")
            .user("bob", "*")
            .user("carol", "*")
            .start();
  }

  @AfterEach
  void stop() {
    TestClient.closeAll(clients);
    facility.close();
  }

  private TestClient waiting(String user, long seconds) {
    ClientSettings now = facility.settings(user, "spin5-01");
    ClientSettings later = new ClientSettings(now.access(), now.board(), seconds, now.local());
    return added(TestClient.start(later));
  }

  private TestClient holder(String user) {
    return added(facility.client(user, "spin5-01"));
  }

  private TestClient added(TestClient client) {
    clients.add(client);
    return client;
  }

  private ClientProgram program(String user, String... more) {
    List<String> arguments = new ArrayList<>(facility.options(user, facility.address()));
    arguments.addAll(List.of("--board", "spin5-01", "--scp-port", "0", "--boot-port", "0"));
    arguments.addAll(List.of(more));
    return ClientProgram.start(Folders.temporary("home"), arguments);
  }

  @Test
  void theSecondUserReadsWhoHasTheBoardAndExitsWithSix() {
    holder("alice");

    ClientProgram second = program("bob");

    assertThat(second.exitCode()).isEqualTo(6);
    assertThat(second.out()).isEmpty();
    assertThat(second.err().strip())
        .matches(
            "gateway-client: board spin5-01 is in use by alice since \\d\\d:\\d\\d, idle \\d+ s;"
                + " add --wait to queue for it");
  }

  @Test
  void theHolderIsToldWithTheTimeOfTheSessionAndHowIdleItIs() throws Exception {
    Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    TestClient alice = holder("alice");
    Instant after = Instant.now();

    await()
        .atMost(TestClient.PATIENCE)
        .untilAsserted(
            () -> {
              Holder holder = holderAsToldTo("bob");
              assertThat(holder.user()).isEqualTo("alice");
              assertThat(holder.since()).isBetween(before, after);
              assertThat(holder.idle()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
            });
    ScpApplication tool = alice.application();
    await()
        .atMost(TestClient.PATIENCE)
        .untilAsserted(
            () -> {
              tool.version();
              assertThat(holderAsToldTo("bob").idle()).isLessThan(Duration.ofSeconds(2));
            });
  }

  private Holder holderAsToldTo(String user) {
    try (TestClient asking = TestClient.start(facility.settings(user, "spin5-01"))) {
      Ending.Caused ending = (Ending.Caused) asking.ending();
      assertThat(ending.cause()).isEqualTo(CloseCause.BOARD_BUSY);
      return ending.holder().orElseThrow();
    }
  }

  @Test
  void thoseWhoWaitAreToldTheirPlaceAndServedInOrder() {
    TestClient alice = holder("alice");
    TestClient bob = waiting("bob", Open.FOR_EVER);
    awaitPlace(bob, 1, "alice");
    TestClient carol = waiting("carol", Open.FOR_EVER);
    awaitPlace(carol, 2, "alice");

    alice.close();

    assertThat(bob.opened().board()).isEqualTo("spin5-01");
    awaitPlace(carol, 1, "bob");
    bob.close();
    assertThat(carol.opened().board()).isEqualTo("spin5-01");
  }

  private static void awaitPlace(TestClient client, int place, String holder) {
    await()
        .atMost(TestClient.PATIENCE)
        .until(
            () ->
                client.events().states().stream()
                    .filter(LinkState.WaitingForBoard.class::isInstance)
                    .map(LinkState.WaitingForBoard.class::cast)
                    .anyMatch(
                        waiting ->
                            waiting.position() == place
                                && waiting.holder().map(Holder::user).equals(Optional.of(holder))));
  }

  @Test
  void theCommandThatWaitsTellsThePlaceAndThenTheBoard() {
    TestClient alice = holder("alice");
    ClientProgram bob = program("bob", "--wait");
    await()
        .atMost(TestClient.PATIENCE)
        .until(
            () ->
                bob.err()
                    .contains("waiting for board spin5-01, place 1 in the queue; in use by alice"));
    assertThat(bob.out()).isEmpty();

    alice.close();

    await().atMost(TestClient.PATIENCE).until(() -> bob.out().contains("\n"));
    assertThat(bob.out())
        .matches(
            "ready: board spin5-01 at 127\\.0\\.0\\.1 \\(SCP \\d+, boot \\d+\\),"
                + " session [0-9a-f]{8}, Ctrl-C to release\n");
    bob.interrupt();
    assertThat(bob.exitCode()).isZero();
    assertThat(bob.err()).contains("released spin5-01 after");
  }

  @Test
  void aWaitThatIsOverIsABusyBoard() {
    holder("alice");

    ClientProgram bob = program("bob", "--wait=1s");

    assertThat(bob.exitCode()).isEqualTo(6);
    assertThat(bob.err())
        .contains("place 1 in the queue")
        .contains("is in use by alice since")
        .contains("it did not become free in time");
  }

  @Test
  void whoGoesAwayWhileWaitingIsNotInTheWay() {
    TestClient alice = holder("alice");
    TestClient bob = waiting("bob", Open.FOR_EVER);
    awaitPlace(bob, 1, "alice");
    TestClient carol = waiting("carol", Open.FOR_EVER);
    awaitPlace(carol, 2, "alice");

    bob.close();

    awaitPlace(carol, 1, "alice");
    alice.close();
    assertThat(carol.opened().board()).isEqualTo("spin5-01");
  }

  @Test
  void aSharedBoardHasRoomForEverybody() throws Exception {
    TestClient alice = added(facility.client("alice", "spin5-02"));
    TestClient bob = added(facility.client("bob", "spin5-02"));

    assertThat(alice.opened().terms().shared()).isTrue();
    assertThat(alice.application().version().isReady()).isTrue();
    assertThat(bob.application().version().isReady()).isTrue();
  }
}
