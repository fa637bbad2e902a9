package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.testing.Conditions;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.StreamRelay;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.BootSender;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.server.testing.ScpVersion;
import org.spinngate.simulated.BootCounters;
import org.spinngate.simulated.DropCause;
import org.spinngate.simulated.RingModel;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationSettings;

/** Boots through a tunnel over a bad network, to boards whose receive ring holds two packets. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class BootTest {
  /**
   * Much longer than of real boards: a simulated board loses a packet when its thread gets no time
   * for two gaps, which no fault of the sender's is.
   */
  private static final Duration GAP = Duration.ofMillis(200);

  /** What ybug, which sends every 10 ms, and a tool in a hurry leave between two packets. */
  private static final List<Duration> SENDERS_GAPS =
      List.of(Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(10));

  private static final Conditions BUNCHED =
      Conditions.CLEAR
          .delayedBy(Duration.ofMillis(5))
          .jitteredBy(Duration.ofMillis(30))
          .bunchedFor(Duration.ofMillis(80))
          .cutInto(2000);

  private static final Duration SERVICE = Duration.ofMillis(2);
  private static final int BOARDS = 50;
  private static final int ROUNDS = 2;

  private final List<TestClient> clients = new CopyOnWriteArrayList<>();
  private Facility facility;
  private StreamRelay relay;
  private CapturedLog log;

  @BeforeEach
  void start() {
    log = new CapturedLog();
    FacilityPlan plan = Facility.plan().user("alice", "*").user("bob", "*");
    for (int number = 0; number < BOARDS; number++) {
      // Each has a user of its own, or the lines of most boots would be held back.
      plan.board("exclusive-" + number, BootTest::realistic, "boot-gap = 200ms")
          .user("user-" + number, "exclusive-" + number);
    }
    facility = plan.board("shared-1", BootTest::quick, "access = shared").start();
    relay = new StreamRelay(facility.address(), 7);
    relay.conditions(BUNCHED);
  }

  private static SimulationSettings realistic(SimulationSettings settings) {
    // A board reads late what arrives while the machine stands still; a real ring has room for two.
    int room = BootGaps.LONGEST_LATENESS * RingModel.real(SERVICE, SERVICE).capacity() / 2;
    return quick(settings).withRing(new RingModel(room, SERVICE, SERVICE));
  }

  private static SimulationSettings quick(SimulationSettings settings) {
    return settings.withStartUp(Duration.ofMillis(20), Duration.ofMillis(60));
  }

  @AfterEach
  void stop() {
    TestClient.closeAll(clients);
    relay.close();
    facility.close();
    log.close();
  }

  private TestClient client(String user, String board) {
    TestClient client = facility.client(user, board, relay.address());
    clients.add(client);
    return client;
  }

  @Test
  void hundredOfHundredBootsSucceed() {
    List<CompletableFuture<Void>> rows = new ArrayList<>();
    for (int number = 0; number < BOARDS; number++) {
      String user = "user-" + number;
      String board = "exclusive-" + number;
      rows.add(inParallel(() -> bootOverAndOver(client(user, board), facility.board(board))));
    }

    rows.forEach(CompletableFuture::join);

    for (int number = 0; number < BOARDS; number++) {
      SimulatedBoard board = facility.board("exclusive-" + number);
      BootCounters boots = board.counters().boot();
      assertThat(boots.completed()).isEqualTo(ROUNDS);
      assertThat(boots.incomplete()).isZero();
      assertThat(boots.duplicateBlocks()).isZero();
      assertThat(board.counters().drops(DropCause.RING_OVERFLOW)).isZero();
    }
    assertThat(log.linesWith("boot exclusive-"))
        .hasSize(BOARDS * ROUNDS)
        .allMatch(
            line ->
                line.matches(
                    "boot exclusive-\\d+: 32/32 packets in \\d+\\.\\d\\d s by user-\\d+ .*"));
  }

  private static void bootOverAndOver(TestClient client, SimulatedBoard board) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      board.powerCycle().syncUninterruptibly();
      BootImage image = BootImage.random(round, 30);
      int boots = round + 1;

      long begun = System.nanoTime();
      BootSender.boot(client.boot(), image, SENDERS_GAPS.get(round % SENDERS_GAPS.size()));

      await().atMost(TestClient.PATIENCE).until(() -> board.counters().boot().completed() == boots);
      Duration time = Duration.ofNanos(System.nanoTime() - begun);
      BootCounters seen = board.counters().boot();
      assertThat(seen.imageDigest()).isEqualTo(SimulatedBoard.digest(image.bytes()));
      BootGaps gaps = new BootGaps(seen.gapsNanos());
      assertThat(gaps.count()).isEqualTo(31);
      gaps.assertNeverUnder(GAP);
      assertThat(time).isGreaterThanOrEqualTo(GAP.multipliedBy(31));
      assertReported(client, boots);
      assertReady(client);
    }
  }

  private static void assertReported(TestClient client, int boots) {
    await()
        .atMost(TestClient.PATIENCE)
        .until(
            () ->
                client.events().boots().stream()
                        .filter(report -> report.state() == BootReport.State.COMPLETE)
                        .filter(report -> report.sent() == 32 && report.announced() == 32)
                        .count()
                    == boots);
  }

  /** As the tools do: poll until the board says that it is ready. */
  private static void assertReady(TestClient client) throws IOException {
    ScpApplication tool = client.application(Duration.ofMillis(300), 1);
    await()
        .atMost(TestClient.PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(tool::version, ScpVersion::isReady);
  }

  @Test
  void twoUsersWhoBootASharedBoardAtOnceNeverMixTheirImages() throws Exception {
    TestClient alice = client("alice", "shared-1");
    TestClient bob = client("bob", "shared-1");
    SimulatedBoard board = facility.board("shared-1");
    List<String> digests = List.of(digest(1), digest(2));

    for (int round = 1; round <= 5; round++) {
      int boots = round;
      board.powerCycle().syncUninterruptibly();
      CyclicBarrier together = new CyclicBarrier(2);
      CompletableFuture<Void> one = inParallel(() -> bootTogether(together, alice, 1));
      CompletableFuture<Void> other = inParallel(() -> bootTogether(together, bob, 2));
      one.join();
      other.join();

      await()
          .atMost(TestClient.PATIENCE)
          .until(() -> complete(alice) == boots && complete(bob) == boots);
      BootCounters seen = board.counters().boot();
      assertThat(seen.completed()).as("the second one finds a running board").isEqualTo(round);
      assertThat(seen.incomplete()).isZero();
      assertThat(digests).contains(seen.imageDigest());
      assertThat(seen.blockSourcePorts()).hasSize(1);
      assertThat(seen.duplicateBlocks()).isZero();
    }
  }

  private static void bootTogether(CyclicBarrier together, TestClient client, int seed)
      throws Exception {
    together.await(60, TimeUnit.SECONDS);
    BootSender.boot(client.boot(), BootImage.random(seed, 30), Duration.ofMillis(1));
  }

  private static String digest(int seed) {
    return SimulatedBoard.digest(BootImage.random(seed, 30).bytes());
  }

  private static long complete(TestClient client) {
    return client.events().boots().stream()
        .filter(report -> report.state() == BootReport.State.COMPLETE)
        .count();
  }

  /** What may go wrong. */
  private interface Step {
    void run() throws Exception;
  }

  private static CompletableFuture<Void> inParallel(Step step) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                step.run();
                done.complete(null);
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return done.orTimeout(120, TimeUnit.SECONDS);
  }
}
