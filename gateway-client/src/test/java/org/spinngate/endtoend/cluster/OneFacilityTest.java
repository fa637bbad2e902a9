package org.spinngate.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.UserToken;
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
  private static final int MOST_GUESSES = 10;
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
  void whoIsBannedAtOneGatewayIsBannedAtAnother() {
    ClientSettings first = facility().settings(USERS.get(GUESSED), GUESSED, 0, IntStream.of(0));
    ClientSettings wrong = withToken(first, "guessed");
    for (int guess = 0; guess < MOST_GUESSES; guess++) {
      awaitEnd(started(wrong), "does not accept this user and token");
    }

    ClientSettings second = facility().settings(USERS.get(GUESSED), GUESSED, 0, IntStream.of(1));
    AtomicInteger guesses = new AtomicInteger();
    await()
        .pollDelay(Duration.ofMillis(500))
        .pollInterval(Duration.ofMillis(500))
        .atMost(TestClient.PATIENCE)
        .until(
            () -> {
              guesses.incrementAndGet();
              return endOf(started(withToken(second, "guessed"))).contains("too many");
            });
    assertThat(guesses).as("fewer than a ban of its own takes").hasValueLessThan(MOST_GUESSES);
    assertThat(endOf(started(second))).contains("too many");
  }

  private static String endOf(TestClient one) {
    await()
        .atMost(TestClient.PATIENCE)
        .until(() -> one.events().latest() instanceof LinkState.Stopped);
    return ((LinkState.Stopped) one.events().latest()).why().text();
  }

  private TestClient started(ClientSettings settings) {
    TestClient client = TestClient.start(settings);
    clients.add(client);
    return client;
  }

  private static ClientSettings withToken(ClientSettings settings, String token) {
    ServerAccess access = settings.access();
    return new ClientSettings(
        new ServerAccess(
            access.servers(),
            new UserToken(access.credential().user(), token),
            access.trust(),
            access.carrier()),
        settings.board(),
        settings.waitSeconds(),
        settings.local());
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
