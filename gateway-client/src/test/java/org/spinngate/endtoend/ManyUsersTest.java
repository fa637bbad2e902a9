package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.StreamRelay;
import org.spinngate.server.testing.ScpStatistics;
import org.spinngate.simulated.SimulationSettings;

/** Sixteen users, each with a board and two applications, through one port of one server. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class ManyUsersTest {
  private static final int USERS = 16;
  private static final int APPLICATIONS = 2;
  private static final int VICTIM = 5;

  private final List<TestClient> clients = new ArrayList<>();
  private final List<BusyApplication> applications = new ArrayList<>();
  private Facility facility;
  private StreamRelay relay;

  @BeforeEach
  void start() {
    FacilityPlan plan = Facility.plan().with("session.resume-grace = 2s");
    for (int user = 0; user < USERS; user++) {
      int identity = 100 + user;
      plan.board("board-" + user, settings -> booted(settings, identity));
      plan.user("user-" + user, "board-" + user);
    }
    facility = plan.start();
    relay = new StreamRelay(facility.address(), 1);
  }

  /** A victim's applications give up in the end, as those of others never do. */
  private void everybodyWorks(boolean withVictim) throws Exception {
    for (int user = 0; user < USERS; user++) {
      clients.add(connect(user));
    }
    clients.forEach(TestClient::ready);
    for (int user = 0; user < USERS; user++) {
      begin(user, withVictim && user == VICTIM);
    }
  }

  /** One of them comes through a relay, so that its connection can be broken. */
  private TestClient connect(int user) {
    InetSocketAddress at = user == VICTIM ? relay.address() : facility.address();
    return facility.start(facility.settings("user-" + user, "board-" + user, at));
  }

  private static SimulationSettings booted(SimulationSettings settings, int identity) {
    return settings.booted().withIdentity(identity);
  }

  private void begin(int user, boolean victim) throws Exception {
    TestClient client = clients.get(user);
    for (int number = 0; number < APPLICATIONS; number++) {
      applications.add(
          new BusyApplication(
              victim ? client.application(Duration.ofSeconds(1), 8) : client.application(),
              100 + user,
              number));
    }
  }

  @AfterEach
  void stop() {
    applications.forEach(BusyApplication::stop);
    TestClient.closeAll(clients);
    relay.close();
    facility.close();
  }

  @Test
  void everyReplyComesFromTheRightBoardAndReachesTheRightApplication() throws Exception {
    everybodyWorks(false);
    awaitRounds(5, anybody -> true);

    applications.forEach(BusyApplication::stop);

    assertThat(applications).allSatisfy(ManyUsersTest::isUndisturbed);
    for (int user = 0; user < USERS; user++) {
      assertThat(facility.board("board-" + user).counters().scp().sourcePorts())
          .as("a flow for each application of user %d", user)
          .hasSize(APPLICATIONS);
    }
    assertThat(facility.tableText().lines()).hasSize(1 + USERS);
  }

  @Test
  void theLossOfOneClientChangesNothingForTheOthers() throws Exception {
    everybodyWorks(true);
    awaitRounds(2, anybody -> true);

    relay.refuse(true);
    relay.reset();

    await()
        .atMost(TestClient.PATIENCE)
        .untilAsserted(() -> assertThat(facility.tableText()).doesNotContain("user-" + VICTIM));
    othersGoOn();
    assertThat(facility.tableText().lines()).hasSize(1 + USERS - 1);
  }

  @Test
  void theLossOfOneBoardChangesNothingForTheOthers() throws Exception {
    everybodyWorks(true);
    awaitRounds(2, anybody -> true);

    facility.board("board-" + VICTIM).close().syncUninterruptibly();

    await().atMost(TestClient.PATIENCE).until(() -> of(VICTIM).allMatch(BusyApplication::failed));
    othersGoOn();
    assertThat(facility.tableText().lines()).as("sessions stay").hasSize(1 + USERS);
  }

  private void othersGoOn() {
    IntPredicate others = user -> user != VICTIM;
    int now = applications.stream().mapToInt(BusyApplication::rounds).max().orElseThrow();
    awaitRounds(now + 3, others);
    IntStream.range(0, USERS)
        .filter(others)
        .boxed()
        .flatMap(this::of)
        .forEach(
            application -> {
              application.stop();
              isUndisturbed(application);
            });
  }

  private Stream<BusyApplication> of(int user) {
    return applications.subList(user * APPLICATIONS, (user + 1) * APPLICATIONS).stream();
  }

  private void awaitRounds(int rounds, IntPredicate users) {
    await()
        .atMost(TestClient.PATIENCE.multipliedBy(2))
        .untilAsserted(
            () ->
                IntStream.range(0, USERS)
                    .filter(users)
                    .boxed()
                    .flatMap(this::of)
                    .forEach(application -> application.assertRounds(rounds)));
  }

  private static void isUndisturbed(BusyApplication application) {
    application.assertRounds(1);
    ScpStatistics seen = application.statistics();
    assertThat(seen.retries()).isZero();
    assertThat(seen.duplicates()).isZero();
    assertThat(seen.strays()).isZero();
    assertThat(seen.received()).isEqualTo(seen.sent());
  }
}
