package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spinngate.client.dial.Ending;
import org.spinngate.endtoend.legacy.LegacyMode;
import org.spinngate.endtoend.legacy.LegacyProgram;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.session.SessionRow;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.BootSender;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.server.testing.ScpTimeoutException;

/** What old clients may, and for how long: they are sessions like any others. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class LegacyTermsTest {
  private static final String FIRST = "127.17.2.1";
  private static final String SECOND = "127.17.2.2";
  private static final Duration SHORT = Duration.ofMillis(300);

  private final CapturedLog log = new CapturedLog();
  private final FacilityPlan plan = Facility.plan().user("alice", "*");
  private Facility facility;

  @AfterEach
  void stop() {
    assertThat(log.stackTraces()).isEmpty();
    facility.close();
    log.close();
  }

  private void begin(String terms, String... lines) {
    plan.board("spin5-03", settings -> settings.booted().withIdentity(3))
        .board("spin5-04", settings -> settings.booted().withIdentity(4));
    old(plan, terms);
    List.of(lines).forEach(plan::with);
    facility = plan.start();
  }

  private static void old(FacilityPlan plan, String terms) {
    plan.with(
        "legacy { enabled = true, boot-listen = [\"127.0.0.1:0\"], board = spin5-03, " + terms);
  }

  private static final String LONG = "allow = [\"127.17.0.0/16\"], idle-timeout = 1h }";
  private static final String BRIEF = "allow = [\"127.17.0.0/16\"], idle-timeout = 1s }";

  private LegacyProgram program(LegacyMode mode, String from) {
    return new LegacyProgram(facility, mode, from);
  }

  private static void assertServed(LegacyProgram program) throws IOException {
    assertThat(program.application().version().isReady()).isTrue();
  }

  private static void assertNotServed(LegacyProgram program) throws IOException {
    ScpApplication application = program.application(SHORT, 1);
    assertThatThrownBy(application::version).isInstanceOf(ScpTimeoutException.class);
  }

  /** Never idle until it is stopped. */
  private static BusyApplication hold(LegacyProgram program) throws IOException {
    BusyApplication application =
        new BusyApplication(program.application(Duration.ofSeconds(1), 30), 3, 0);
    await().atMost(TestClient.PATIENCE).until(() -> application.rounds() > 0);
    return application;
  }

  private long dropped(String reason) {
    return Series.count(facility, "spinngate_legacy_drops_total", "reason", reason);
  }

  @ParameterizedTest
  @EnumSource(names = {"RAW", "BOTH_VIA_TCP"})
  void theFirstKeepsAnExclusiveBoardUntilItIsIdle(LegacyMode mode) throws Exception {
    begin(BRIEF);
    try (LegacyProgram first = program(mode, FIRST);
        LegacyProgram second = program(mode, SECOND)) {
      BusyApplication holder = hold(first);

      assertNotServed(second);

      holder.stop();
      assertThat(dropped("board-busy")).isEqualTo(1);
      assertThat(log.linesWith("is not served"))
          .singleElement()
          .asString()
          .startsWith(
              "old client " + SECOND + " is not served: board spin5-03 is in use by legacy ")
          .contains("by legacy " + FIRST + " since ", ", idle ");
      ScpApplication later = second.application(SHORT, 60);
      assertThat(later.version().isReady()).as("once the first is idle").isTrue();
      assertThat(log.linesWith("session ended")).first().asString().contains("cause=\"idle\"");
      assertNotServed(first);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RAW", "BOTH_VIA_TCP"})
  void whoWasIdleGoesOnAsIfNothingHadHappened(LegacyMode mode) throws Exception {
    begin(BRIEF);
    try (LegacyProgram program = program(mode, FIRST)) {
      ScpApplication application = program.application();
      application.version();
      await().atMost(TestClient.PATIENCE).until(() -> facility.server().sessions().count() == 0);

      assertThat(application.version().isReady()).isTrue();

      assertThat(log.linesWith("session opened")).hasSize(2);
    }
  }

  @Test
  void aSilentConnectionIsNoLoginThatTakesTooLong() throws Exception {
    begin(LONG, "limits.login-deadline = 100ms");
    try (LegacyProgram program = program(LegacyMode.BOTH_VIA_TCP, FIRST)) {
      try (var stranger = Strangers.connectPlain(facility.address())) {
        assertThat(Strangers.ended(stranger)).as("the deadline of others has passed").isTrue();
      }

      assertServed(program);
    }
  }

  @Test
  void aBoardIsFreeWhenItsOnlyConnectionIsClosed() throws Exception {
    begin(LONG);
    try (LegacyProgram program = program(LegacyMode.BOTH_VIA_TCP, FIRST)) {
      assertServed(program);
    }

    await().atMost(TestClient.PATIENCE).until(() -> facility.server().sessions().count() == 0);
    assertThat(log.linesWith("session ended")).first().asString().contains("cause=\"released\"");
  }

  @Test
  void usersAndOldClientsWaitForEachOther() throws Exception {
    begin(BRIEF);
    try (LegacyProgram program = program(LegacyMode.RAW, FIRST)) {
      BusyApplication holder = hold(program);

      try (TestClient refused = TestClient.start(facility.settings("alice", "spin5-03"))) {
        Ending.Caused ending = (Ending.Caused) refused.ending();
        assertThat(ending.cause()).isEqualTo(CloseCause.BOARD_BUSY);
        assertThat(ending.holder().orElseThrow().user()).isEqualTo("legacy " + FIRST);
      }
      holder.stop();
      await().atMost(TestClient.PATIENCE).until(() -> facility.server().sessions().count() == 0);
      try (TestClient alice = facility.client("alice", "spin5-03")) {
        assertThat(alice.application().version().isReady()).isTrue();
        assertNotServed(program);
        assertThat(log.linesWith("is not served")).first().asString().contains("in use by alice");
      }
    }
  }

  @Test
  void whoIsKickedStaysAwayAndAnotherMayCome() throws Exception {
    begin(LONG);
    try (LegacyProgram first = program(LegacyMode.SDP_VIA_TCP, FIRST);
        LegacyProgram second = program(LegacyMode.RAW, SECOND)) {
      assertServed(first);
      SessionRow row = facility.table().rows().get(0);

      facility
          .server()
          .supervision()
          .kick(new SessionId(Integer.parseUnsignedInt(row.who().session(), 16)), "");

      await().atMost(TestClient.PATIENCE).until(() -> facility.server().sessions().count() == 0);
      assertNotServed(first);
      assertThat(dropped("refused")).isEqualTo(1);
      assertServed(second);
    }
  }

  @Test
  void anotherConfigurationGivesTheAddressAnotherBoardOrNone() throws Exception {
    begin(LONG);
    try (LegacyProgram program = program(LegacyMode.BOTH_VIA_TCP, FIRST)) {
      assertServed(program);

      plan.with("legacy.clients { \"" + FIRST + "\" = spin5-04 }");
      assertThat(facility.reload(plan).applied()).isTrue();
      await().atMost(TestClient.PATIENCE).until(() -> facility.server().sessions().count() == 0);
      assertServed(program);
      assertThat(facility.tableText()).contains("spin5-04");

      plan.with("legacy.allow = [\"127.18.0.0/16\"]");
      assertThat(facility.reload(plan).applied()).isTrue();
      await().atMost(TestClient.PATIENCE).until(() -> facility.server().sessions().count() == 0);
      assertNotServed(program);
      assertThat(dropped("not-allowed")).isEqualTo(1);
      assertThat(log.linesWith("session ended"))
          .hasSize(2)
          .allSatisfy(line -> assertThat(line).contains("cause=\"revoked\""));
    }
  }

  @Test
  void theOperatorMayTakeNoUdpFromOneMomentToTheNext() throws Exception {
    begin(LONG);
    try (LegacyProgram byUdp = program(LegacyMode.RAW, FIRST);
        LegacyProgram byTcp = program(LegacyMode.BOTH_VIA_TCP, SECOND)) {
      assertServed(byUdp);

      plan.with("legacy.udp = off");
      assertThat(facility.reload(plan).applied()).isTrue();

      await().atMost(TestClient.PATIENCE).until(() -> facility.server().sessions().count() == 0);
      assertThat(log.linesWith("session ended").get(0)).contains("cause=\"revoked\"");
      assertNotServed(byUdp);
      assertThat(dropped("unproven")).isEqualTo(1);
      assertServed(byTcp);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RAW", "BOTH_VIA_TCP"})
  void aBootIsTakenAsAWholeOrNotAtAll(LegacyMode mode) throws Exception {
    begin(LONG);
    facility.board("spin5-03").powerCycle().syncUninterruptibly();
    List<byte[]> boot = BootImage.random(1, 30).packets();
    try (LegacyProgram program = program(mode, FIRST);
        BootSender late = new BootSender(program.boot(), Duration.ZERO)) {
      late.send(boot.subList(1, boot.size()));

      await().atMost(TestClient.PATIENCE).until(() -> dropped("unrecognised") == boot.size() - 1);
      assertThat(facility.board("spin5-03").counters().boot().datagrams()).isZero();
      late.send(boot);
      await()
          .atMost(TestClient.PATIENCE)
          .until(() -> facility.board("spin5-03").counters().boot().completed() == 1);
    }
  }
}
