package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.spinngate.client.config.LegacyServer;
import org.spinngate.client.config.LegacyServerSettings;
import org.spinngate.client.config.LocalSettings;
import org.spinngate.endtoend.legacy.LegacyMode;
import org.spinngate.endtoend.legacy.LegacyProgram;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.BootSender;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.server.testing.ScpStatistics;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationSettings;

/** Two users of the old tool at the same time, in each of its modes. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class LegacyClientsTest {
  private static final String FIRST = "127.17.1.1";
  private static final String SECOND = "127.17.1.2";
  private static final String SECOND_OF_SERVER = "127.0.0.5";

  private final List<AutoCloseable> open = new ArrayList<>();

  private Facility facility(FacilityPlan plan) {
    Facility facility = plan.start();
    open.add(facility);
    return facility;
  }

  private LegacyProgram old(Facility facility, LegacyMode mode, String from) {
    LegacyProgram program = new LegacyProgram(facility, mode, from);
    open.add(0, program);
    return program;
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  static FacilityPlan plan(String more) {
    return Facility.plan()
        .with("legacy { enabled = true, boot-listen = [\"127.0.0.1:0\"] }")
        .with("legacy { allow = [\"127.17.0.0/16\"], " + more + " }");
  }

  private static SimulationSettings quick(SimulationSettings settings) {
    return settings.withStartUp(Duration.ofMillis(20), Duration.ofMillis(60));
  }

  private BusyApplication work(LegacyProgram program, int identity) throws IOException {
    return new BusyApplication(program.application(), identity, 0);
  }

  /** Two with eight requests each want more than a board has at a time; some are asked again. */
  private BusyApplication patient(LegacyProgram program, int number) throws IOException {
    return new BusyApplication(program.application(Duration.ofSeconds(1), 8), 3, number);
  }

  @ParameterizedTest
  @EnumSource(LegacyMode.class)
  void eachBootsAndUsesItsOwnBoard(LegacyMode mode) throws Exception {
    Facility facility =
        facility(
            plan("board = spin5-03, clients { \"" + SECOND + "\" = spin5-04 }")
                .board("spin5-03", settings -> quick(settings).withIdentity(3))
                .board("spin5-04", settings -> quick(settings).withIdentity(4)));
    LegacyProgram first = old(facility, mode, FIRST);
    LegacyProgram second = old(facility, mode, SECOND);

    boot(first.boot(), facility.board("spin5-03"), 3);
    boot(second.boot(), facility.board("spin5-04"), 4);
    awaitReady(first.application(Duration.ofMillis(200), 1));
    awaitReady(second.application(Duration.ofMillis(200), 1));
    BusyApplication atFirst = work(first, 3);
    BusyApplication atSecond = work(second, 4);
    awaitRounds(atFirst, atSecond);

    assertThat(facility.tableText())
        .contains("legacy  spin5-03  exclusive  attached  " + FIRST + ":")
        .contains("legacy  spin5-04  exclusive  attached  " + SECOND + ":")
        .containsOnlyOnce(FIRST)
        .containsOnlyOnce(SECOND);
    assertUndisturbed(atFirst, atSecond);
  }

  @ParameterizedTest
  @EnumSource(LegacyMode.class)
  void bothUseOneSharedBoardAndNoReplyGoesToTheWrongOne(LegacyMode mode) throws Exception {
    Facility facility =
        facility(
            plan("board = spin5-03")
                .board(
                    "spin5-03", settings -> settings.booted().withIdentity(3), "access = shared"));
    LegacyProgram first = old(facility, mode, FIRST);
    LegacyProgram second = old(facility, mode, SECOND);

    BusyApplication atFirst = patient(first, 0);
    BusyApplication atSecond = patient(second, 1);
    awaitRounds(atFirst, atSecond);

    assertNothingStrange(atFirst, atSecond);
    assertThat(facility.board("spin5-03").counters().scp().sourcePorts())
        .as("a flow for each")
        .hasSize(2);
    assertThat(facility.tableText()).containsOnlyOnce(FIRST).containsOnlyOnce(SECOND);
  }

  @ParameterizedTest
  @EnumSource(LegacyMode.class)
  void ourOwnClientMayComeTheOldWay(LegacyMode mode) throws Exception {
    Facility facility =
        facility(
            plan("board = spin5-03")
                .with("legacy.allow = [\"127.0.0.1/32\"]")
                .board("spin5-03", settings -> quick(settings).withIdentity(3)));
    LegacyServer server =
        new LegacyServer(
            "127.0.0.1",
            facility.address().getPort(),
            LegacyProgram.bootOf(facility).getPort(),
            mode.sdpViaTcp(),
            mode.bootViaTcp());
    TestClient client =
        TestClient.start(
            new LegacyServerSettings(server, new LocalSettings(LocalSettings.LOOPBACK, 0, 0)));
    open.add(0, client);
    client.ready();

    boot(client.boot(), facility.board("spin5-03"), 3);
    awaitReady(client.application(Duration.ofMillis(200), 1));
    BusyApplication first = new BusyApplication(client.application(), 3, 0);
    awaitRounds(first);

    assertUndisturbed(first);
    assertThat(facility.tableText()).containsOnlyOnce("legacy  spin5-03");
  }

  /** Both by UDP or both by TCP: of an address that talks by TCP no datagrams are believed. */
  @ParameterizedTest
  @CsvSource({"RAW, BOOT_VIA_TCP", "SDP_VIA_TCP, BOTH_VIA_TCP"})
  void twoAtOneAddressHaveOneSessionAndFlowsOfTheirOwn(LegacyMode one, LegacyMode other)
      throws Exception {
    Facility facility =
        facility(
            plan("board = spin5-03")
                .board("spin5-03", settings -> settings.booted().withIdentity(3)));
    LegacyProgram first = old(facility, one, FIRST);
    LegacyProgram second = old(facility, other, FIRST);

    BusyApplication atFirst = patient(first, 0);
    BusyApplication atSecond = patient(second, 1);
    awaitRounds(atFirst, atSecond);

    assertNothingStrange(atFirst, atSecond);
    assertThat(facility.tableText().lines()).hasSize(2);
    assertThat(facility.board("spin5-03").counters().scp().sourcePorts()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(LegacyMode.class)
  void anAnswerComesFromTheAddressOfTheServerThatWasAsked(LegacyMode mode) throws Exception {
    Facility facility =
        facility(
            plan("board = spin5-03, boot-listen = [\"0.0.0.0:0\"]")
                .with("listen = [\"0.0.0.0:0\"]")
                .board("spin5-03", settings -> quick(settings).withIdentity(3)));
    LegacyProgram old =
        new LegacyProgram(
            new InetSocketAddress(SECOND_OF_SERVER, facility.address().getPort()),
            new InetSocketAddress(SECOND_OF_SERVER, LegacyProgram.bootOf(facility).getPort()),
            mode,
            FIRST);
    open.add(0, old);

    boot(old.boot(), facility.board("spin5-03"), 3);
    awaitReady(old.application(Duration.ofMillis(200), 1));
    BusyApplication application = work(old, 3);
    awaitRounds(application);

    assertUndisturbed(application);
  }

  private static void boot(InetSocketAddress target, SimulatedBoard board, long seed)
      throws IOException {
    BootImage image = BootImage.random(seed, 30);

    BootSender.boot(target, image, Duration.ofMillis(1));

    await().atMost(TestClient.PATIENCE).until(() -> board.counters().boot().completed() == 1);
    assertThat(board.counters().boot().imageDigest())
        .isEqualTo(SimulatedBoard.digest(image.bytes()));
  }

  private static void awaitReady(ScpApplication application) {
    await()
        .atMost(TestClient.PATIENCE)
        .ignoreExceptions()
        .until(() -> application.version().isReady());
  }

  private static void awaitRounds(BusyApplication... applications) {
    await()
        .atMost(TestClient.PATIENCE)
        .untilAsserted(
            () -> {
              for (BusyApplication application : applications) {
                application.assertRounds(5);
              }
            });
  }

  private static void assertUndisturbed(BusyApplication... applications) {
    assertNothingStrange(applications);
    for (BusyApplication application : applications) {
      ScpStatistics seen = application.statistics();
      assertThat(seen.retries()).isZero();
      assertThat(seen.duplicates()).isZero();
      assertThat(seen.received()).isEqualTo(seen.sent());
    }
  }

  /** All that was read had the bytes of its board and of its application. */
  private static void assertNothingStrange(BusyApplication... applications) {
    for (BusyApplication application : applications) {
      application.stop();
      application.assertRounds(5);
      assertThat(application.statistics().strays()).isZero();
    }
  }
}
