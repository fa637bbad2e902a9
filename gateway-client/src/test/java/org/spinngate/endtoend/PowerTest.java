package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.board.BoardState;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.BootSender;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationSettings;
import org.spinngate.simulated.frame.FrameFaults;
import org.spinngate.simulated.frame.PowerCommand;
import org.spinngate.simulated.frame.SimulatedFrame;

/**
 * Users one after the other, with a board that a real BMP, but for its boards, switches between.
 */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class PowerTest {
  private static final String QUICK =
      "policy = between-users, off-time = 300ms, settle = 100ms, interval = 0, timeout = 20s";
  private static final int BLOCKS = 3;

  private final FacilityPlan plan = Facility.plan().user("alice", "*").user("bob", "*");
  private final SimulatedFrame frame = plan.frame();
  private final List<TestClient> clients = new ArrayList<>();
  private final CapturedLog log = new CapturedLog();
  private Facility facility;

  private void start(String power) {
    facility = plan.poweredBoard("ant", PowerTest::quick, frame, 5, power).start();
  }

  private static SimulationSettings quick(SimulationSettings settings) {
    return settings.withStartUp(Duration.ofMillis(20), Duration.ofMillis(60));
  }

  @AfterEach
  void stop() {
    TestClient.closeAll(clients);
    facility.close();
    log.close();
  }

  private TestClient client(String user) {
    ClientSettings plain = facility.settings(user, "ant");
    TestClient client =
        facility.start(
            new ClientSettings(plain.access(), plain.board(), Open.FOR_EVER, plain.local()));
    clients.add(client);
    return client;
  }

  private SimulatedBoard board() {
    return facility.board("ant");
  }

  private BoardState state() {
    return facility.server().boards().find("ant").orElseThrow().status().state();
  }

  private void boots(TestClient client, int seed) throws IOException {
    BootImage image = BootImage.random(seed, BLOCKS);
    String digest = SimulatedBoard.digest(image.bytes());

    BootSender.boot(client.boot(), image, Duration.ofMillis(1));

    await().until(() -> digest.equals(board().counters().boot().imageDigest()));
  }

  @Test
  void theSecondUserFindsTheRomInItsFirstStateAndBootsAnotherImage() throws Exception {
    start(QUICK);
    TestClient alice = client("alice").ready();
    boots(alice, 1);
    TestClient bob = client("bob");
    await().until(() -> facility.server().boards().find("ant").orElseThrow().lease().waiting() > 0);

    alice.close();
    bob.ready();

    assertThat(bob.events().notices()).contains("preparing: power-cycling ant, ready soon");
    boots(bob, 2);
    assertThat(frame.record().commands())
        .extracting(PowerCommand::on, PowerCommand::slots)
        .containsExactly(tuple(false, 1L << 5), tuple(true, 1L << 5));
    assertThat(frame.record().overlaps()).isZero();
    assertThat(log.lines()).contains("board ant: power-cycled");
  }

  @Test
  void aBootThatWasBrokenOffDoesNotSpoilTheNextUsersImage() throws Exception {
    start(QUICK);
    TestClient alice = client("alice").ready();
    try (BootSender sender = new BootSender(alice.boot(), Duration.ofMillis(1))) {
      sender.send(BootImage.random(1, BLOCKS).packets().subList(0, 2));
    }
    await().until(() -> board().counters().boot().datagrams() >= 2);

    alice.close();
    TestClient bob = client("bob").ready();

    boots(bob, 2);
    assertThat(bob.events().notices()).noneMatch(words -> words.contains("broken off"));
  }

  @Test
  void whoGoesWhileTheBoardIsPowerCycledLeavesItClean() {
    start(QUICK + ", off-time = 1s");
    client("alice").ready().close();
    TestClient bob = client("bob");
    await().until(() -> !bob.events().notices().isEmpty());
    assertThat(state()).isEqualTo(BoardState.POWERING);

    bob.close();

    await().until(() -> state() != BoardState.POWERING);
    client("alice").ready();
    assertThat(frame.record().commands()).hasSize(2);
  }

  @Test
  void aBmpThatIsSilentCostsTheUserOneLineAndHealsByItself() {
    start(QUICK + ", timeout = 300ms");
    TestClient alice = client("alice").ready();
    frame.suffer(FrameFaults.DEAD);
    alice.close();
    await().until(() -> state() == BoardState.FAILED);

    TestClient bob = client("bob");
    frame.suffer(FrameFaults.NONE);

    bob.ready();
    assertThat(log.linesWith("board ant has failed"))
        .first()
        .asString()
        .contains("BMP 127.0.0.1:" + frame.address().getPort() + ": it does not answer");
  }

  @Test
  void aBmpThatRefusesMakesTheClientsExitCodeSix() {
    start(QUICK + ", interval = 1h");
    TestClient alice = client("alice").ready();
    frame.suffer(FrameFaults.NONE.refusing());
    alice.close();
    await().until(() -> state() == BoardState.FAILED);

    TestClient bob = facility.start(facility.settings("bob", "ant"));
    clients.add(bob);

    Ending ending = bob.ending();
    assertThat(ending.exitCode()).isEqualTo(ExitCode.BOARD_BUSY);
    assertThat(((Ending.Caused) ending).cause()).isEqualTo(CloseCause.BOARD_FAILED);
  }

  @Test
  void aBmpThatAnswersLateOrLosesAnAnswerIsWaitedFor() {
    start(QUICK);
    TestClient alice = client("alice").ready();
    frame.suffer(FrameFaults.NONE.losingReplies(2).lateBy(Duration.ofMillis(200)));

    alice.close();
    client("bob").ready();

    assertThat(frame.record().commands()).hasSize(2);
    assertThat(frame.record().overlaps()).isZero();
  }
}
