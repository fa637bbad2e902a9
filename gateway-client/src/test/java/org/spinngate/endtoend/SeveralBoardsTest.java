package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.client.command.ClientProgram;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.server.testing.ScpStatistics;

/** One client with several boards, and two that want the same ones. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class SeveralBoardsTest {
  private static final int IDENTITY = 40;
  private static final Pattern READY =
      Pattern.compile("ready: board spin5-0(\\d) at (\\S+) \\(SCP (\\d+), .*session ([0-9a-f]{8})");

  private final List<ClientProgram> programs = new ArrayList<>();
  private final List<ScpApplication> sockets = new ArrayList<>();
  private final List<BusyApplication> applications = new ArrayList<>();
  private Facility facility;

  @BeforeEach
  void start() {
    FacilityPlan plan = Facility.plan().user("alice", "*").user("bob", "*").user("carol", "*");
    for (int number = 1; number <= 3; number++) {
      int identity = IDENTITY + number;
      plan.board("spin5-0" + number, settings -> settings.booted().withIdentity(identity));
    }
    facility = plan.start();
  }

  @AfterEach
  void stop() throws Exception {
    applications.forEach(BusyApplication::stop);
    for (ScpApplication socket : sockets) {
      socket.close();
    }
    programs.forEach(ClientProgram::interrupt);
    programs.forEach(ClientProgram::exitCode);
    facility.close();
  }

  private ClientProgram program(String user, String... more) {
    List<String> arguments = new ArrayList<>(facility.options(user, facility.address()));
    arguments.addAll(List.of("--scp-port", "0", "--boot-port", "0"));
    arguments.addAll(List.of(more));
    ClientProgram program = ClientProgram.start(Folders.temporary("home"), arguments);
    programs.add(program);
    return program;
  }

  private static void awaitOut(ClientProgram program, String words) {
    await().atMost(TestClient.PATIENCE).until(() -> program.out().contains(words));
  }

  private static void awaitErr(ClientProgram program, String words) {
    await().atMost(TestClient.PATIENCE).until(() -> program.err().contains(words));
  }

  /** What the client has said of a board that is there. */
  private static MatchResult ready(ClientProgram program, int number) {
    return READY
        .matcher(program.out())
        .results()
        .filter(line -> line.group(1).equals(String.valueOf(number)))
        .findFirst()
        .orElseThrow();
  }

  /** Those of a victim give up in the end, as others never do. */
  private BusyApplication work(ClientProgram program, int number, boolean victim) throws Exception {
    MatchResult line = ready(program, number);
    InetSocketAddress place = new InetSocketAddress(line.group(2), Integer.parseInt(line.group(3)));
    ScpApplication socket =
        victim
            ? new ScpApplication(place, Duration.ofSeconds(1), 4)
            : new ScpApplication(place, TestClient.PATIENCE, 1);
    sockets.add(socket);
    BusyApplication application = new BusyApplication(socket, IDENTITY + number, number);
    applications.add(application);
    return application;
  }

  private static void awaitRounds(BusyApplication application, int more) {
    int until = application.rounds() + more;
    await().atMost(TestClient.PATIENCE).untilAsserted(() -> application.assertRounds(until));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp"})
  void theEndOfOneAndTheDeathOfAnotherAreNothingToTheThird(String carrier) throws Exception {
    ClientProgram client =
        program(
            "alice", "-b", "spin5-01", "-b", "spin5-02", "-b", "spin5-03", "--transport", carrier);
    awaitOut(client, "all 3 boards are ready");
    awaitCarrier(carrier);
    assertThat(client.out()).contains("at 127.0.0.1 ", "at 127.0.0.2 ", "at 127.0.0.3 ");
    BusyApplication kicked = work(client, 1, true);
    BusyApplication dead = work(client, 2, true);
    BusyApplication third = work(client, 3, false);
    applications.forEach(application -> awaitRounds(application, 2));

    facility.server().supervision().kick(session(client, 1), "the rack is moved");
    awaitErr(client, "gateway-client: spin5-01: the operator ended the session: the rack is moved");
    awaitErr(client, "spin5-01: ended spin5-01 after");
    facility.board("spin5-02").close().syncUninterruptibly();
    await().atMost(TestClient.PATIENCE).until(() -> kicked.failed() && dead.failed());

    awaitRounds(third, 5);
    third.stop();
    ScpStatistics seen = third.statistics();
    assertThat(seen.retries()).isZero();
    assertThat(seen.strays()).isZero();
    assertThat(seen.received()).isEqualTo(seen.sent());
    assertThat(facility.tableText())
        .contains(ready(client, 2).group(4), ready(client, 3).group(4))
        .doesNotContain("spin5-01");
    client.interrupt();
    assertThat(client.exitCode()).isEqualTo(10);
    assertThat(client.err()).contains("spin5-03: released spin5-03 after");
  }

  private void awaitCarrier(String carrier) {
    Pattern path = Pattern.compile("127\\.0\\.0\\.1:\\d+ +" + carrier);
    await()
        .atMost(TestClient.PATIENCE)
        .until(() -> path.matcher(facility.tableText()).results().count() == 3);
  }

  private static SessionId session(ClientProgram client, int number) {
    return new SessionId(Integer.parseUnsignedInt(ready(client, number).group(4), 16));
  }

  @Test
  void twoThatNameTheSameBoardsInOppositeOrderDoNotWaitForEachOther() {
    try (TestClient carol = facility.client("carol", "spin5-02")) {
      ClientProgram first = program("alice", "-b", "spin5-02", "-b", "spin5-01", "--wait");
      awaitErr(first, "spin5-02: waiting for board spin5-02, place 1 in the queue");
      assertThat(first.out()).as("the first by name").contains("ready: board spin5-01");
      ClientProgram second = program("bob", "-b", "spin5-01", "-b", "spin5-02", "--wait");
      awaitErr(second, "spin5-01: waiting for board spin5-01, place 1 in the queue");
      assertThat(carol.session().board()).isEqualTo("spin5-02");

      carol.gateway().release();
      awaitOut(first, "all 2 boards are ready");
      assertThat(second.out()).isEmpty();
      assertThat(second.err()).doesNotContain("waiting for board spin5-02");
      first.interrupt();

      awaitOut(second, "all 2 boards are ready");
      assertThat(first.exitCode()).isZero();
    }
  }

  @Test
  void ofTwoThatComeAtOnceBothHaveTheirTurn() {
    List<ClientProgram> both =
        List.of(
            program("alice", "-b", "spin5-03", "-b", "spin5-01", "-b", "spin5-02", "--wait"),
            program("bob", "-b", "spin5-02", "-b", "spin5-01", "-b", "spin5-03", "--wait"));
    await().atMost(TestClient.PATIENCE).until(() -> both.stream().anyMatch(this::hasAll));
    ClientProgram first = both.stream().filter(this::hasAll).findFirst().orElseThrow();
    ClientProgram second = both.get(1 - both.indexOf(first));
    assertThat(second.out()).isEmpty();

    first.interrupt();

    awaitOut(second, "all 3 boards are ready");
  }

  private boolean hasAll(ClientProgram program) {
    return program.out().contains("all 3 boards are ready");
  }
}
