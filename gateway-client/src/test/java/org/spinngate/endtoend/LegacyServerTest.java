package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spinngate.client.config.LegacyServer;
import org.spinngate.client.config.LegacyServerSettings;
import org.spinngate.client.config.LocalSettings;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.link.LinkState;
import org.spinngate.client.testing.PlayedLegacyServer;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.BootSender;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.simulated.IdentityPattern;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationSettings;

/** The client in front of an old server, in each way that one can be started. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class LegacyServerTest {
  private static final int IDENTITY = 4711;
  private static final int SDRAM = 0x70000000;
  private static final int BYTES = 64 * 1024;
  private static final int IPTAG = 26;
  private static final int USE_SENDER_AND_SET = 4 << 28 | 1 << 16;
  private static final int SDP_HEADER = 10;

  private final SimulatedBoards boards = new SimulatedBoards();
  private final List<TestClient> clients = new ArrayList<>();
  private SimulatedBoard booted;
  private SimulatedBoard unbooted;
  private PlayedLegacyServer server;

  @BeforeEach
  void start() {
    SimulationSettings plain =
        SimulationSettings.spin5(InetAddress.getLoopbackAddress())
            .withIdentity(IDENTITY)
            .withStartUp(Duration.ofMillis(20), Duration.ofMillis(60));
    booted = boards.start(plain.booted());
    unbooted = boards.start(plain);
  }

  @AfterEach
  void stop() throws IOException {
    clients.forEach(TestClient::close);
    server.close();
    boards.close();
  }

  /** With the client in front of it. */
  private TestClient startedWith(boolean bootViaTcp, boolean sdpViaTcp, SimulatedBoard board)
      throws IOException {
    PlayedLegacyServer.Mode mode = new PlayedLegacyServer.Mode(bootViaTcp, sdpViaTcp);
    server = new PlayedLegacyServer(mode, board.scpAddress(), board.bootAddress());
    return client(mode);
  }

  private TestClient client(PlayedLegacyServer.Mode mode) {
    LegacyServer old =
        new LegacyServer(
            server.host(),
            server.scp().port(),
            server.boot().port(),
            mode.sdpViaTcp(),
            mode.bootViaTcp());
    LocalSettings local = new LocalSettings(LocalSettings.LOOPBACK, 0, 0);
    TestClient client = TestClient.start(new LegacyServerSettings(old, local));
    clients.add(client);
    return client;
  }

  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "false, true", "true, true"})
  void twoApplicationsAtOnceGetNothingButTheirOwnAnswers(boolean bootViaTcp, boolean sdpViaTcp)
      throws Exception {
    TestClient client = startedWith(bootViaTcp, sdpViaTcp, booted).ready();
    ScpApplication one = client.application(Duration.ofSeconds(1), 10);
    ScpApplication other = client.application(Duration.ofSeconds(1), 10);

    CompletableFuture<Void> first = inParallel(() -> readAndCompare(one, SDRAM));
    CompletableFuture<Void> second = inParallel(() -> readAndCompare(other, SDRAM + BYTES));
    first.join();
    second.join();

    assertThat(one.statistics().strays()).isZero();
    assertThat(other.statistics().strays()).isZero();
    assertThat(client.events().ups()).isEqualTo(1);
  }

  private static void readAndCompare(ScpApplication application, int address) throws IOException {
    byte[] read = application.readWindowed(address, BYTES, 4);

    assertThat(read).isEqualTo(IdentityPattern.bytes(IDENTITY, address, BYTES));
  }

  private interface Work {
    void run() throws Exception;
  }

  private static CompletableFuture<Void> inParallel(Work work) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            work.run();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "false, true", "true, true"})
  void aBoardIsBootedAndSaysSo(boolean bootViaTcp, boolean sdpViaTcp) throws Exception {
    TestClient client = startedWith(bootViaTcp, sdpViaTcp, unbooted).ready();
    BootImage image = BootImage.random(7, 30);

    BootSender.boot(client.boot(), image, Duration.ZERO);

    awaitBoots(1);
    assertThat(unbooted.counters().boot().imageDigest())
        .isEqualTo(SimulatedBoard.digest(image.bytes()));
    assertThat(unbooted.counters().boot().duplicateBlocks()).isZero();
    assertThat(client.events().boots())
        .last()
        .satisfies(report -> assertThat(report.state()).isEqualTo(BootReport.State.COMPLETE));
    assertAnswers(client);
  }

  private void awaitBoots(int boots) {
    await()
        .atMost(TestClient.PATIENCE)
        .until(() -> unbooted.counters().boot().completed() == boots);
  }

  private static void assertAnswers(TestClient client) throws IOException {
    assertReady(client.application(Duration.ofMillis(300), 100));
  }

  /** As the tools do: ask until the board says that it is ready. */
  private static void assertReady(ScpApplication application) {
    await().atMost(TestClient.PATIENCE).until(() -> application.version().isReady());
  }

  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "false, true", "true, true"})
  void aRestartOfTheServerIsSurvived(boolean bootViaTcp, boolean sdpViaTcp) throws Exception {
    TestClient client = startedWith(bootViaTcp, sdpViaTcp, unbooted).ready();
    ScpApplication application = client.application(Duration.ofMillis(300), 100);
    BootSender.boot(client.boot(), BootImage.random(7, 30), Duration.ZERO);
    awaitBoots(1);
    application.version();

    server.stop();
    application.send(new byte[20]);
    if (bootViaTcp || sdpViaTcp) {
      await().until(() -> client.events().latest() instanceof LinkState.Waiting);
    }
    server.start();

    assertReady(application);
    unbooted.powerCycle().syncUninterruptibly();
    BootSender.boot(client.boot(), BootImage.random(8, 30), Duration.ZERO);
    awaitBoots(2);
    assertThat(client.gateway().ended()).isNotDone();
  }

  @Test
  void anUnfinishedBootBeginsAgainWhenTheServerIsBack() throws Exception {
    TestClient client = startedWith(true, true, unbooted).ready();
    List<byte[]> packets = BootImage.random(7, 30).packets();
    try (BootSender sender = new BootSender(client.boot(), Duration.ZERO)) {
      sender.send(packets.subList(0, 10));
      await().until(() -> unbooted.counters().boot().gapsNanos().size() >= 5);

      server.stop();
      await().until(() -> client.events().latest() instanceof LinkState.Waiting);
      sender.send(packets.subList(10, packets.size()));
      server.start();

      awaitBoots(1);
    }
  }

  @Test
  void liveOutputReachesTheApplicationThatSetATagLast() throws Exception {
    TestClient client = startedWith(false, true, booted).ready();
    ScpApplication one = client.application(Duration.ofSeconds(1), 30);
    ScpApplication other = client.application(Duration.ofSeconds(1), 30);
    setTag(one);
    setTag(other);
    one.version();

    assertThat(booted.emit(1, new byte[] {9}).syncUninterruptibly().getNow()).isTrue();

    byte[] datagram = other.receive(TestClient.PATIENCE).orElseThrow();
    assertThat(datagram).hasSize(SDP_HEADER + 1).endsWith(9);
    assertThat(one.receive(Duration.ofMillis(1))).isEmpty();
  }

  private static void setTag(ScpApplication application) throws IOException {
    application.call(IPTAG, new byte[0], USE_SENDER_AND_SET | 1, 0, 0);
  }

  @Test
  void aLengthThatNoDatagramHasEndsTheConnectionAndAnotherIsMade() throws Exception {
    TestClient client = startedWith(false, true, booted).ready();
    await().until(() -> server.scp().accepted() == 1);

    server.scp().sayRaw((byte) 0x7F, (byte) -1, (byte) -1, (byte) -1);

    await().until(() -> client.events().ups() == 2);
    assertAnswers(client);
    assertThat(client.traffic().dropped(DropReason.OVERSIZE)).isEqualTo(1);
    assertThat(lossesOf(client)).singleElement().asString().contains("2147483647 bytes");
  }

  private static List<String> lossesOf(TestClient client) {
    return client.events().states().stream()
        .filter(LinkState.Waiting.class::isInstance)
        .map(state -> ((LinkState.Waiting) state).why().text())
        .toList();
  }

  @Test
  void whoIsSentAwayAgainAndAgainHearsOfTheOtherClient() throws Exception {
    TestClient client = startedWith(false, true, booted).ready();

    for (int time = 1; time <= 3; time++) {
      int times = time;
      await().until(() -> server.scp().accepted() == times && client.events().ups() == times);
      server.scp().kick();
      await().until(() -> lossesOf(client).size() == times);
    }

    LinkState.Waiting last = (LinkState.Waiting) client.events().latest();
    assertThat(last.pause()).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
    assertThat(lossesOf(client).get(0)).doesNotContain("another client");
    assertThat(lossesOf(client).get(2)).contains("another client of this old server");
  }

  @Test
  void aServerThatIsNotThereAtFirstIsUnreachable() throws Exception {
    TestClient former = startedWith(true, true, booted).ready();
    former.close();
    server.stop();

    Ending ending = client(new PlayedLegacyServer.Mode(true, true)).ending();

    assertThat(ending.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(ending.text())
        .contains("cannot connect to 127.43.0.1:", "connection refused", "--sdp-via-tcp");
  }

  @Test
  void byUdpAServerMayComeLater() throws Exception {
    TestClient client = startedWith(false, false, booted).ready();
    server.stop();
    ScpApplication application = client.application(Duration.ofMillis(300), 100);
    await()
        .until(
            () -> {
              application.send(new byte[20]);
              return client.traffic().dropped(DropReason.BOARD_UNREACHABLE) > 0;
            });

    server.start();

    assertReady(application);
    assertThat(client.events().ups()).as("nothing was ever lost").isEqualTo(1);
  }
}
