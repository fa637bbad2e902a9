package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.link.LinkState;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.BootSender;
import org.spinngate.simulated.BootCounters;
import org.spinngate.simulated.SimulationSettings;

/** The ways in which a server's process comes to its end while users work. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
@ExtendWith(LeakExtension.class)
class StoppingTest {
  private static final int SESSIONS = 8;
  private static final int BLOCKS = 30;

  private final List<TestClient> clients = new ArrayList<>();
  private FacilityProcess server;

  private void start(String deadline, String bootGap) {
    FacilityPlan plan =
        Facility.plan()
            .user("alice", "*")
            .with("drain.deadline = " + deadline)
            .board("unbooted-01", StoppingTest::quick, "boot-gap = " + bootGap);
    for (int number = 0; number < SESSIONS; number++) {
      int identity = number;
      plan.board("spin5-0" + number, settings -> settings.booted().withIdentity(identity));
    }
    server = plan.startProcess();
  }

  private static SimulationSettings quick(SimulationSettings settings) {
    return settings.withStartUp(Duration.ofMillis(20), Duration.ofMillis(60));
  }

  private TestClient client(String board) {
    TestClient client = server.client("alice", board);
    clients.add(client);
    return client;
  }

  @AfterEach
  void stop() {
    TestClient.closeAll(clients);
    server.close();
  }

  @Test
  void underLoadASignalIsTheEndWithinTheDeadline() throws Exception {
    start("20s", "10ms");
    try (SteadyTraffic traffic = new SteadyTraffic()) {
      for (int number = 0; number < SESSIONS; number++) {
        traffic.add(client("spin5-0" + number), number);
      }
      traffic.flows(10, traffic.applications());

      long begun = System.nanoTime();
      server.program().signal("TERM");
      int exitCode = server.program().exitCode();
      Duration took = Duration.ofNanos(System.nanoTime() - begun);

      assertThat(exitCode).isZero();
      assertThat(took).isLessThan(Duration.ofSeconds(20));
    }
    assertThat(clients).allSatisfy(client -> awaitStopping(client));
    assertThat(endings()).hasSize(SESSIONS).allMatch(line -> line.contains("cause=\"stopping\""));
    assertThat(server.program().err()).noneMatch(line -> line.startsWith("\tat "));
  }

  private List<String> endings() {
    return server.program().err().stream().filter(line -> line.contains("session ended")).toList();
  }

  private static void awaitStopping(TestClient client) {
    await()
        .atMost(TestClient.PATIENCE)
        .untilAsserted(
            () -> assertThat(client.events().states()).anyMatch(StoppingTest::isStopping));
  }

  private static boolean isStopping(LinkState state) {
    return state instanceof LinkState.Waiting waiting
        && waiting.why() instanceof Ending.Caused caused
        && caused.cause() == CloseCause.STOPPING;
  }

  /** Sends a whole boot image at once, of which the first packets have reached the board. */
  private void beginBoot() throws IOException {
    TestClient booter = client("unbooted-01");
    BootSender.boot(booter.boot(), BootImage.random(1, BLOCKS), Duration.ZERO);
    await().atMost(TestClient.PATIENCE).until(() -> boots().gapsNanos().size() > 1);
  }

  private BootCounters boots() {
    return server.board("unbooted-01").counters().boot();
  }

  private void awaitNotice(TestClient client) {
    await()
        .atMost(TestClient.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(client.events().notices())
                    .anyMatch(notice -> notice.startsWith("this server is going to stop, in ")));
  }

  private void assertNobodyIsLetIn() {
    try (TestClient newcomer = server.start("alice", "spin5-07")) {
      assertThat(newcomer.ending()).isEqualTo(Ending.of(CloseCause.STOPPING));
    }
  }

  @Test
  void aBootThatIsUnderWayComesToItsEndFirst() throws Exception {
    start("60s", "120ms");
    TestClient other = client("spin5-00");
    beginBoot();

    server.program().signal("TERM");
    awaitNotice(other);
    assertNobodyIsLetIn();

    assertThat(server.program().isAlive()).isTrue();
    assertThat(boots().completed()).isZero();
    assertThat(server.program().exitCode()).isZero();
    assertThat(boots().completed()).isEqualTo(1);
    assertThat(other.events().ups()).as("nobody was sent away before").isEqualTo(1);
    awaitStopping(other);
  }

  @Test
  void aSecondSignalIsTheEndAtOnce() throws Exception {
    start("10m", "1s");
    TestClient other = client("spin5-00");
    beginBoot();

    server.program().signal("TERM");
    awaitNotice(other);
    server.program().signal("TERM");

    assertThat(server.program().exitCode()).isZero();
    assertThat(boots().completed()).isZero();
    assertThat(endings()).hasSize(2).allMatch(line -> line.contains("cause=\"stopping\""));
  }

  @Test
  void theOperatorMayWaitForTheLastSession() throws Exception {
    start("10s", "10ms");
    TestClient first = client("spin5-00");
    TestClient last = client("spin5-01");

    try (Program drain = server.commandProcess("drain", "--deadline", "10m")) {
      drain.awaitOut("2 sessions left, ");
      awaitNotice(first);
      assertNobodyIsLetIn();
      assertThat(last.application().version().isReady()).as("work goes on").isTrue();
      assertThat(server.get("/readyz").statusCode()).isEqualTo(503);

      first.close();
      drain.awaitOut("1 session left, ");
      last.close();

      assertThat(drain.exitCode()).isZero();
      assertThat(server.program().exitCode()).isZero();
      assertThat(drain.out())
          .startsWith("draining: no new sessions; those that are left end after 10m")
          .endsWith("drained; the server ends now");
    }
    assertThat(endings()).hasSize(2).allMatch(line -> line.contains("cause=\"released\""));
  }
}
