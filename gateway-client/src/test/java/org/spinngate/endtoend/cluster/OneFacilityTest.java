package org.spinngate.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.link.LinkState;
import org.spinngate.endtoend.TestClient;
import org.spinngate.server.RuledGateway;

/**
 * What the operator says at one of several gateways, processes all of them. They are started once;
 * each test has a board and a user of its own.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneFacilityTest {
  private static final int KICKED = 0;
  private static final int GUESSED = 1;
  private static final int DISABLED = 2;
  private static final int DRAINED = 3;
  private static final int DRAINED_UNAWARES = 4;
  private static final List<String> USERS = List.of("alice", "bob", "carol", "dave", "erin");

  @TempDir static Path folder;

  private Optional<ClusterFacility> running = Optional.empty();
  private final List<TestClient> clients = new ArrayList<>();

  @BeforeAll
  void start() throws IOException {
    ClusterPlan plan = ClusterPlan.quick(RuledGateway.Rules.KEPT, true, true, true, true, true);
    running = Optional.of(new ClusterFacility(folder, plan.withUsers(USERS)));
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

  /** The board's own user. */
  private TestClient client(int board, IntStream known) {
    return started(facility().settings(USERS.get(board), board, 0, known));
  }

  private TestClient client(int board) {
    return client(board, IntStream.range(0, ClusterFacility.GATEWAYS));
  }

  /** Any gateway but this one. */
  private GatewayProcess otherThan(GatewayProcess one) {
    return facility().gateways().stream()
        .filter(gateway -> !gateway.equals(one))
        .findFirst()
        .orElseThrow();
  }

  private static void awaitEnd(TestClient one, String words) {
    await()
        .atMost(TestClient.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(one.events().latest())
                    .isInstanceOfSatisfying(
                        LinkState.Stopped.class,
                        stopped -> assertThat(stopped.why().text()).contains(words)));
  }

  private static void awaitUp(TestClient one, int session) {
    await()
        .atMost(TestClient.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(one.events().latest())
                    .isInstanceOfSatisfying(
                        LinkState.Up.class,
                        up -> assertThat(up.session().session()).isEqualTo(session)));
  }

  @Test
  void aKickAtOneGatewayEndsTheSessionAtAnotherAndNoGatewayGivesTheBoardToItsUser()
      throws Exception {
    TestClient client = client(KICKED);
    String session = String.format("%08x", client.opened().session());
    GatewayProcess home = facility().homeOf(KICKED);

    String kicked = otherThan(home).operator("kick", session, "--reason", "new firmware");

    assertThat(kicked).contains("is ended at the gateway " + home.name());
    awaitEnd(client, "new firmware");
    awaitEnd(client(KICKED), "try again in a minute");
    home.terminate();
    awaitEnd(client(KICKED), "try again in a minute");
  }

  @Test
  void aBanHoldsAtAllGatewaysUntilOneLiftsItAlsoForThoseThatStartLaterAndTheNextBanHoldsAgain()
      throws Exception {
    GuessingUser bob = new GuessingUser(facility(), USERS.get(GUESSED), GUESSED, this::started);
    bob.guess(0);
    assertThat(bob.refusal(0)).contains("too many");
    awaitBan(1);
    awaitBan(2);
    assertThat(bans(2)).contains(facility().gateways().get(0).name());
    assertThat(bob.answerToGuess(1)).as("fewer than a ban of its own takes").contains("too many");
    assertThat(bob.refusal(1)).contains("too many");

    facility().gateways().get(0).kill();
    assertThat(operator(2, "unban", "::FFFF:127.0.0.1", "--reason", "he phoned"))
        .contains("lifted bob at 127.0.0.1 (wrong tokens)");
    awaitNoBan(1);
    opensAndGoes(bob.client(1));

    // Both begin with what the ledger has of the ban, which nobody has written anew.
    facility().gateways().get(1).kill();
    facility().startAgain();
    awaitNoBan(0);
    awaitNoBan(1);
    opensAndGoes(bob.client(0));
    opensAndGoes(bob.client(1));

    bob.guess(2);
    awaitBan(0);
  }

  private void opensAndGoes(TestClient client) {
    client.opened();
    leave();
  }

  private String operator(int gateway, String... words) {
    return facility().gateways().get(gateway).operator(words);
  }

  private String bans(int gateway) {
    return operator(gateway, "bans");
  }

  private void awaitBan(int gateway) {
    await()
        .atMost(TestClient.PATIENCE)
        .until(() -> bans(gateway).contains("bob at 127.0.0.1  login"));
  }

  /**
   * Another test's user may still be kept away after a kick. A ban lasts for several times as long
   * as this waits.
   */
  private void awaitNoBan(int gateway) {
    await()
        .atMost(TestClient.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(bans(gateway).lines())
                    .isNotEmpty()
                    .allMatch(
                        line ->
                            line.startsWith("nobody is banned")
                                || line.startsWith("WHO ")
                                || line.startsWith("alice  b" + KICKED + " ")));
  }

  private TestClient started(ClientSettings settings) {
    TestClient client = TestClient.start(settings);
    clients.add(client);
    return client;
  }

  @Test
  void aBoardThatIsDisabledAtOneGatewayIsSoAtAllAlsoAfterARestart() throws Exception {
    GatewayProcess asked = facility().gateways().get(1);
    asked.operator("disable", "b" + DISABLED, "--reason", "the fan");
    facility().gateways().forEach(OneFacilityTest::awaitFan);

    asked.signal("KILL");
    asked.startAgain();
    awaitFan(asked);
    awaitEnd(client(DISABLED), "the fan");

    asked.operator("enable", "b" + DISABLED);
    // It is so where it was said, and at the others a moment later.
    facility()
        .gateways()
        .forEach(
            gateway ->
                await()
                    .atMost(TestClient.PATIENCE)
                    .until(() -> !gateway.operator("boards").contains("the fan")));
    TestClient client = client(DISABLED);
    awaitUp(client, client.opened().session());
  }

  private static void awaitFan(GatewayProcess gateway) {
    await().atMost(TestClient.PATIENCE).until(() -> gateway.operator("boards").contains("the fan"));
  }

  @Test
  void allGatewaysTellOfOneThatHasAnotherConfigurationFromItsReloadToTheNext() throws Exception {
    Path file = folder.resolve("gw1.conf");
    String same = Files.readString(file);
    GatewayProcess other = facility().gateways().get(0);
    assertThat(other.operator("gateways")).doesNotContain("another configuration");

    Files.writeString(file, same + "gateway.limits.sessions = 99\n");
    facility().gateways().get(1).operator("reload");
    await()
        .atMost(TestClient.PATIENCE)
        .until(
            () ->
                other
                    .operator("gateways")
                    .contains("gw1 has another configuration than this gateway: limits"));

    Files.writeString(file, same);
    facility().gateways().get(1).operator("reload");
    await()
        .atMost(TestClient.PATIENCE)
        .until(() -> !other.operator("gateways").contains("another configuration"));
  }

  @Test
  void aGatewayThatIsDrainedHandsItsSessionsOverAndEnds() throws Exception {
    TestClient client = client(DRAINED);
    int session = client.opened().session();
    GatewayProcess home = facility().homeOf(DRAINED);
    assertThat(client.persistentApplication().version()).isNotNull();

    home.operator("drain", "--deadline", "10m");

    awaitUp(client, session);
    home.awaitEnd();
    assertThat(facility().homeOf(DRAINED)).isNotEqualTo(home);
    assertThat(client.persistentApplication().version()).isNotNull();
    facility().check();
  }

  @Test
  void aClientThatKnowsOnlyTheGatewayThatIsDrainedLearnsWhereItsBoardIs() throws Exception {
    TestClient client = client(DRAINED_UNAWARES, IntStream.of(2));
    int session = client.opened().session();
    GatewayProcess home = facility().homeOf(DRAINED_UNAWARES);
    assertThat(home.name()).isEqualTo("gw2");

    home.operator("drain");

    home.awaitEnd();
    awaitUp(client, session);
    assertThat(client.persistentApplication().version()).isNotNull();
  }
}
