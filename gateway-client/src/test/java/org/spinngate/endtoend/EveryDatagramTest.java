package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.client.console.ClosingLine;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.local.TrafficSummary;
import org.spinngate.protocol.Carrier;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.testing.Conditions;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.session.CountedSession;
import org.spinngate.server.session.HeldLoop;

/**
 * Streams on bad lines. After the last datagram has come or was dropped: what was offered is what
 * was delivered and the sum of all reasons, to the last datagram and in everybody's numbers.
 */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class EveryDatagramTest {
  private static final String BOARD = "spin5-01";

  /** More than any receive buffer has room for. */
  private static final int OVERFLOW = 30_000;

  /** Of which a line that loses two in a hundred loses some two hundred. */
  private static final int BURST = 10_000;

  /** Longer than anything is kept that may be sent again. */
  private static final Duration QUIET = Duration.ofSeconds(1);

  private static final Duration ANSWERED = Duration.ofSeconds(5);

  /** So many that some are lost of those that may be. */
  private static final int QUESTIONS = 1_000;

  /** Nothing is sent again that is older than half a second. */
  private static final Duration LONGER_THAN_KEPT = Duration.ofSeconds(1);

  private final CapturedLog log = new CapturedLog();
  private final CountedPeer board = new CountedPeer(null);
  private final CountedPeer boots = new CountedPeer(null);
  private Facility facility;
  private Line line;
  private TestClient client;
  private CountedPeer application;
  private long asked;
  private long streamed;

  @BeforeEach
  void start() {
    facility =
        Facility.plan()
            .inEarnest()
            .board(BOARD, board.address(), boots.address())
            .user("alice", "*")
            .start();
    line = Line.to(facility.address(), 7);
  }

  @AfterEach
  void stop() {
    client.close();
    application.close();
    line.close();
    facility.close();
    board.close();
    boots.close();
    log.close();
  }

  private void connect(CarrierWish carrier) {
    client = facility.start(facility.settings("alice", BOARD, line.address(), carrier)).ready();
    application = new CountedPeer(client.scp());
    boolean heard = false;
    while (!heard) {
      heard = askOnce();
    }
  }

  /** Whether the board hears a question; some may be lost, and none is under way afterwards. */
  private boolean askOnce() {
    application.say(1);
    asked++;
    try {
      await().atMost(ANSWERED).until(() -> board.arrived() > 0);
      return true;
    } catch (ConditionTimeoutException lost) {
      return false;
    }
  }

  private void stream(int datagrams) {
    board.say(datagrams);
    streamed += datagrams;
  }

  private String session() {
    return facility.table().rows().get(0).who().session();
  }

  private CountedSession server() {
    facility.table().freshRows();
    return CountedSession.of(facility.table(), session()).orElseThrow();
  }

  private static long sum(Map<DropReason, Long> drops) {
    return drops.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether both programs have taken, and sent or dropped, what came to them. */
  private boolean allHaveLeft() {
    TrafficSummary there = client.traffic();
    CountedSession here = server();
    return here.datagramsToClient() + sum(here.drops()) >= streamed
        && there.toBoard().datagrams() + sum(there.drops()) >= asked;
  }

  private void assertThatAllIsAccountedFor() {
    TrafficSummary there = client.traffic();
    CountedSession here = server();
    assertThat(there.toBoard().datagrams() + there.fromBoard().datagrams() + sum(there.drops()))
        .as("came to the client: %s", there)
        .isEqualTo(asked + here.datagramsToClient());
    assertThat(here.datagramsToBoard() + here.datagramsToClient() + sum(here.drops()))
        .as("came to the server: %s", here)
        .isEqualTo(there.toBoard().datagrams() + streamed);
    assertThat(application.arrived()).isEqualTo(there.fromBoard().datagrams());
    assertThat(board.arrived()).isEqualTo(here.datagramsToBoard());
  }

  /** All three of the operator's places and the user's line have the same numbers. */
  private void assertThatEverybodySaysSo() {
    await()
        .during(QUIET)
        .atMost(TestClient.PATIENCE)
        .untilAsserted(this::assertThatAllIsAccountedFor);
    CountedSession here = server();
    TrafficSummary there = client.traffic();
    client.close();

    await().until(() -> !log.linesWith("session ended").isEmpty());
    assertThat(log.linesWith("session ended"))
        .singleElement()
        .asString()
        .contains(
            "to board " + here.datagramsToBoard() + "/",
            "to client " + here.datagramsToClient() + "/",
            "dropped " + sum(here.drops()));
    assertThat(carried("to-board")).isEqualTo(here.datagramsToBoard());
    assertThat(carried("to-client")).isEqualTo(here.datagramsToClient());
    here.drops().forEach((reason, count) -> assertThat(dropped(reason)).isEqualTo(count));
    assertThat(
            ClosingLine.of(BOARD, Duration.ZERO, there, Ending.of(CloseCause.RELEASED), true)
                .replace(",", ""))
        .contains(there.fromBoard().datagrams() + " datagrams");
  }

  private long dropped(DropReason reason) {
    return Series.count(facility, "spinngate_drops_total", "reason", reason.label());
  }

  private long carried(String direction) {
    return Arrays.stream(Carrier.values())
        .mapToLong(
            carrier ->
                Series.sum(
                    facility,
                    "spinngate_datagrams_total{board=\"%s\",carrier=\"%s\",direction=\"%s\"} "
                        .formatted(BOARD, carrier.label(), direction)))
        .sum();
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void aBurstIsDeliveredOrHasItsReasons(CarrierWish carrier) {
    connect(carrier);

    stream(BURST);

    assertThatEverybodySaysSo();
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void whatFindsNoRoomInASocketIsCountedAsTheSystemSays(CarrierWish carrier) {
    connect(carrier);

    HeldLoop held = new HeldLoop(facility.table(), session());
    try {
      stream(OVERFLOW);
    } finally {
      held.close();
    }

    await().until(() -> server().drops().containsKey(DropReason.SOCKET_OVERFLOW));
    assertThatEverybodySaysSo();
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void whatTheLineLosesIsSentAgainOrMissed(CarrierWish carrier) {
    line.datagrams().conditions(Conditions.CLEAR.losing(0.02));
    connect(carrier);

    stream(BURST);
    application.say(QUESTIONS);
    asked += QUESTIONS;

    assertThatEverybodySaysSo();
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void whatIsUnderWayWhenAConnectionIsLostIsMissedOnTheNext(CarrierWish carrier) {
    connect(carrier);
    line.blackHole();
    stream(QUESTIONS);
    application.say(QUESTIONS);
    asked += QUESTIONS;
    await().until(this::allHaveLeft);
    line.strand();
    line.heal();

    await().until(() -> client.traffic().dropped(DropReason.TUNNEL_DOWN) > 0);
    await().until(() -> server().drops().containsKey(DropReason.TUNNEL_DOWN));
    // Of what metrics were told nothing can be taken back: it comes off what comes later.
    stream(QUESTIONS);
    assertThatEverybodySaysSo();
  }

  @Test
  void whatIsTooOldToBeSentAgainIsMissedByItsReceiver() {
    connect(CarrierWish.UDP);
    line.datagrams().blackHole();
    stream(QUESTIONS);
    application.say(QUESTIONS);
    asked += QUESTIONS;
    await().until(this::allHaveLeft);
    await().pollDelay(LONGER_THAN_KEPT).until(() -> true);
    line.datagrams().heal();

    await().until(() -> client.traffic().dropped(DropReason.LINE_LOSS) > 0);
    await().until(() -> server().drops().containsKey(DropReason.LINE_LOSS));
    assertThatEverybodySaysSo();
  }
}
