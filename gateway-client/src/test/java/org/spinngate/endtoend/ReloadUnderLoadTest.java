package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.reload.ReloadOutcome;
import org.spinngate.server.session.CountedSession;
import org.spinngate.simulated.Command;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationSettings;

/**
 * A hundred sessions that carry traffic, and an operator who edits the configuration again and
 * again. There are four groups of five shared boards, and of five users with every board of theirs.
 */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class ReloadUnderLoadTest {
  private static final List<String> GROUPS = List.of("a", "b", "c", "d");
  private static final int EACH = 5;
  private static final int TURNS = 3;
  private static final String SHARED = "access = shared";

  /** One user's session with one board, and the application that uses it. */
  private record Seat(String user, String board, SteadyApplication application) {
    TestClient client() {
      return application.client();
    }
  }

  private final CapturedLog log = new CapturedLog();
  private final FacilityPlan plan = Facility.plan();
  private final Map<String, Integer> identities = new LinkedHashMap<>();
  private final List<Seat> staying = new ArrayList<>();
  private final List<Seat> leaving = new ArrayList<>();
  private final List<TestClient> clients = new ArrayList<>();
  private Facility facility;
  private SteadyTraffic traffic;

  @BeforeEach
  void everybodyWorks() throws IOException {
    plan.with("session.revoke-notice = 10m")
        .with("limits { connections-per-address = 1000, pending-logins = 1000 }");
    for (String group : GROUPS) {
      for (int number = 0; number < EACH; number++) {
        board(group + "-" + number);
        plan.user(group + "-user-" + number, group + "-*");
      }
    }
    facility = plan.start();
    traffic = new SteadyTraffic();
    staying.addAll(sit((user, board) -> !isLeaving(user, board)));
    // Who sits down from here on will have little time to pack up.
    plan.with("session.revoke-notice = 1s");
    reload();
    leaving.addAll(sit(ReloadUnderLoadTest::isLeaving));
    assertThat(staying.size() + leaving.size()).isEqualTo(100);
  }

  private void board(String name) {
    int identity = 1 + identities.size();
    identities.put(name, identity);
    plan.board(name, settings -> booted(settings, identity), SHARED);
  }

  private static SimulationSettings booted(SimulationSettings settings, int identity) {
    return settings.booted().withIdentity(identity);
  }

  /** Who will have to go: whose board or name is withdrawn, or who may use it no more. */
  private static boolean isLeaving(String user, String board) {
    return board.equals("c-0")
        || board.equals("d-0")
        || user.equals("d-user-4")
        || (user.equals("d-user-3") && board.equals("d-4"));
  }

  private List<Seat> sit(BiPredicate<String, String> who) throws IOException {
    List<Seat> seats = new ArrayList<>();
    for (String board : List.copyOf(identities.keySet())) {
      List<String> users =
          usersOf(board.substring(0, 1)).stream().filter(user -> who.test(user, board)).toList();
      seats.addAll(sit(board, users));
    }
    return seats;
  }

  private static List<String> usersOf(String group) {
    return IntStream.range(0, EACH).mapToObj(number -> group + "-user-" + number).toList();
  }

  private List<Seat> sit(String board, List<String> users) throws IOException {
    Map<String, TestClient> started = new LinkedHashMap<>();
    users.forEach(user -> started.put(user, TestClient.start(facility.settings(user, board))));
    clients.addAll(started.values());
    List<Seat> seats = new ArrayList<>();
    for (Map.Entry<String, TestClient> one : started.entrySet()) {
      SteadyApplication application = traffic.add(one.getValue().ready(), identities.get(board));
      seats.add(new Seat(one.getKey(), board, application));
    }
    return seats;
  }

  @AfterEach
  void stop() throws IOException {
    traffic.close();
    TestClient.closeAll(clients);
    facility.close();
    log.close();
  }

  private String reload() {
    ReloadOutcome outcome = facility.reload(plan);
    assertThat(outcome.applied()).as(outcome.summary()).isTrue();
    return outcome.summary();
  }

  private void everybodyElseGoesOn() {
    traffic.flows(TURNS, staying.stream().map(Seat::application).toList());
  }

  @Test
  void whoIsNotConcernedLosesNothingAndWhoIsHearsWhy() throws IOException {
    everybodyElseGoesOn();

    boardsAreAddedAndDescribedInOtherWords();
    everybodyElseGoesOn();
    aBoardIsTakenAwayAndGivenBack();
    everybodyElseGoesOn();
    boardsAndUsersAreWithdrawn();
    everybodyElseGoesOn();
    traffic.stop();

    assertThat(staying).allSatisfy(this::isUndisturbed);
    identities.keySet().forEach(this::assertCountedAtTheBoard);
    assertThat(log.stackTraces()).isEmpty();
  }

  private void boardsAreAddedAndDescribedInOtherWords() throws IOException {
    board("e-0");
    plan.user("e-user-0", "e-*").user("e-user-1", "e-*");
    plan.describe("a-0", SHARED, "comment = \"rack 7\"")
        .describe("a-1", SHARED, "boot-gap = 20ms")
        .describe("a-2", SHARED, "scp-window = 4")
        .describe("b-0", "access = exclusive");

    assertThat(reload())
        .isEqualTo("+1 board, ~4 changed; +2 users; certificate unchanged; listeners unchanged");

    staying.addAll(sit("e-0", List.of("e-user-0", "e-user-1")));
    assertThat(causeFor("b-user-0", "b-0")).isEqualTo(CloseCause.BOARD_BUSY);
    plan.describe("b-0", SHARED);
    reload();
    staying.addAll(sit("b-0", List.of("b-user-0")));
  }

  private void aBoardIsTakenAwayAndGivenBack() {
    List<Seat> concerned = staying.stream().filter(seat -> seat.board.equals("d-1")).toList();
    plan.withoutBoard("d-1");
    reload();
    concerned.forEach(seat -> awaitNotice(seat, "board d-1 was withdrawn by the operator; this"));
    everybodyElseGoesOn();

    SimulatedBoard board = facility.board("d-1");
    plan.board("d-1", board.scpAddress(), board.bootAddress(), SHARED);
    reload();

    concerned.forEach(
        seat -> awaitNotice(seat, "the operator has changed that: this session goes on"));
  }

  private void boardsAndUsersAreWithdrawn() throws IOException {
    plan.rename("c-0", "c-nought", SHARED)
        .withoutBoard("d-0")
        .withoutUser("d-user-4")
        .user("d-user-3", "d-1", "d-2", "d-3");
    reload();

    assertThat(leaving).allSatisfy(this::isRevoked);
    assertThat(causeFor("d-user-4", "d-1")).isEqualTo(CloseCause.LOGIN_REFUSED);
    assertThat(causeFor("d-user-3", "d-4")).isEqualTo(CloseCause.BOARD_REFUSED);
    assertThat(causeFor("c-user-0", "c-0")).isEqualTo(CloseCause.BOARD_REFUSED);
    try (TestClient renamed = facility.client("c-user-0", "c-nought")) {
      assertThat(renamed.application().version().isReady()).isTrue();
    }
  }

  private CloseCause causeFor(String user, String board) {
    try (TestClient asking = TestClient.start(facility.settings(user, board))) {
      return ((Ending.Caused) asking.ending()).cause();
    }
  }

  private static void awaitNotice(Seat seat, String words) {
    await()
        .atMost(TestClient.PATIENCE)
        .untilAsserted(
            () -> assertThat(seat.client().events().notices()).anyMatch(it -> it.contains(words)));
  }

  private void isRevoked(Seat seat) {
    Ending ending = seat.client().ending();
    assertThat(ending).isInstanceOf(Ending.Caused.class);
    assertThat(((Ending.Caused) ending).cause()).isEqualTo(CloseCause.REVOKED);
    assertThat(ending.exitCode().number()).isEqualTo(10);
    awaitNotice(seat, "; this session ends in 1 s");
    assertThat(log.linesWith("session=\"" + seat.client().opened().name() + "\""))
        .last()
        .asString()
        .contains("session ended", "cause=\"revoked\"");
  }

  private void isUndisturbed(Seat seat) {
    assertThat(seat.application.answered()).isEqualTo(seat.application.sent());
    assertThat(seat.client().events().ups()).isEqualTo(1);
    assertThat(seat.client().gateway().ended()).isNotDone();
    assertThat(CountedSession.of(facility.table(), seat.client().session().name()))
        .hasValueSatisfying(session -> assertThat(session.drops()).isEmpty());
  }

  /** Each request came to its board once; of a session that ended, the last one may be missing. */
  private void assertCountedAtTheBoard(String board) {
    int stayed = sum(staying, board, SteadyApplication::sent);
    assertThat(facility.board(board).counters().scp().executions(Command.READ))
        .as("requests that board %s carried out", board)
        .isBetween(
            (long) stayed + sum(leaving, board, SteadyApplication::answered),
            (long) stayed + sum(leaving, board, SteadyApplication::sent));
  }

  private static int sum(List<Seat> seats, String board, ToIntFunction<SteadyApplication> counter) {
    return seats.stream()
        .filter(seat -> seat.board.equals(board))
        .map(Seat::application)
        .mapToInt(counter)
        .sum();
  }
}
