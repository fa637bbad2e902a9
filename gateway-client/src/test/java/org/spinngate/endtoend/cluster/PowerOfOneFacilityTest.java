package org.spinngate.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.endtoend.TestClient;
import org.spinngate.server.RuledGateway;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.BootSender;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.frame.PowerCommand;

/**
 * The next home of a board keeps what the last one owes its users. The gateways are started once;
 * each test has boards of its own.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PowerOfOneFacilityTest {
  private static final String QUICK =
      "policy = between-users, off-time = 300ms, settle = 100ms, interval = 0, timeout = 20s";
  private static final int KILLED = 0;
  private static final int DRAINED = 1;
  private static final int OFF = 2;
  private static final int BLOCKS = 3;
  private static final long WAIT_SECONDS = 120;

  /** It counts from the arrival of somebody, so that who is there comes long before its end. */
  private static final Duration KEPT = Duration.ofSeconds(4);

  @TempDir static Path folder;

  private Optional<ClusterFacility> running = Optional.empty();
  private final List<TestClient> clients = new ArrayList<>();

  @BeforeAll
  void start() throws IOException {
    ClusterPlan plan = ClusterPlan.quick(RuledGateway.Rules.KEPT, false, false, false);
    running = Optional.of(new ClusterFacility(folder, plan.powered(QUICK).keptFor(KEPT)));
  }

  @BeforeEach
  void startAgain() {
    facility().startAgain();
  }

  @AfterEach
  void leave() {
    TestClient.closeAll(clients);
    clients.clear();
  }

  @AfterAll
  void stop() {
    running.ifPresent(ClusterFacility::close);
  }

  private ClusterFacility facility() {
    return running.orElseThrow();
  }

  private TestClient client(String user, int board) {
    TestClient client = TestClient.start(facility().settings(user, board, WAIT_SECONDS));
    clients.add(client);
    return client;
  }

  private void boots(TestClient client, int board, int seed) throws IOException {
    BootImage image = BootImage.random(seed, BLOCKS);
    String digest = SimulatedBoard.digest(image.bytes());
    BootSender.boot(client.boot(), image, Duration.ofMillis(1));
    await()
        .atMost(TestClient.PATIENCE)
        .until(() -> digest.equals(facility().board(board).counters().boot().imageDigest()));
  }

  /** Any gateway but this one. */
  private GatewayProcess otherThan(GatewayProcess one) {
    return facility().gateways().stream()
        .filter(gateway -> !gateway.equals(one))
        .findFirst()
        .orElseThrow();
  }

  private static void awaitOff(GatewayProcess gateway) {
    await()
        .atMost(TestClient.PATIENCE)
        .until(() -> gateway.operator("boards").contains("until somebody wants it"));
  }

  private List<Boolean> commands(int board) {
    return facility().frame().record().commands().stream()
        .filter(command -> command.slots() == 1L << board)
        .map(PowerCommand::on)
        .toList();
  }

  @Test
  void theNextUserGetsABoardThatWasUsedCleanThoughItsHomeWasKilled() throws Exception {
    TestClient alice = client("alice", KILLED);
    alice.ready();
    boots(alice, KILLED, 1);
    GatewayProcess home = facility().homeOf(KILLED);

    home.signal("KILL");
    alice.close();
    TestClient bob = client("bob", KILLED);
    bob.ready();

    assertThat(facility().homeOf(KILLED)).isNotEqualTo(home);
    assertThat(commands(KILLED)).containsExactly(false, true);
    boots(bob, KILLED, 2);
    facility().check();
  }

  @Test
  void aBoardThatIsOffIsSwitchedOnByItsNextHomeAndOneThatWasUsedIsCycled() throws Exception {
    TestClient alice = client("alice", DRAINED);
    alice.ready();
    boots(alice, DRAINED, 1);
    GatewayProcess home = facility().homeOf(DRAINED);
    assertThat(home.operator("power", "on", "b" + OFF)).contains("is switched on");
    assertThat(facility().homeOf(OFF)).isEqualTo(home);
    assertThat(otherThan(home).operator("power", "off", "b" + OFF)).contains("is switched off");
    assertThat(facility().homeOf(OFF)).isEqualTo(home);
    facility().gateways().forEach(PowerOfOneFacilityTest::awaitOff);

    home.operator("drain");
    home.awaitEnd();
    client("bob", OFF).ready();
    assertThat(commands(OFF)).containsExactly(true, false, true);
    assertThat(commands(DRAINED)).as("its session goes on").isEmpty();

    alice.close();
    TestClient bob = client("bob", DRAINED);
    bob.ready();
    assertThat(commands(DRAINED)).containsExactly(false, true);
    boots(bob, DRAINED, 2);
    facility().check();
  }
}
