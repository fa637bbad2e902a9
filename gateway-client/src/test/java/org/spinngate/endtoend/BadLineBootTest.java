package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.Conditions;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.StreamRelay;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.BootSender;
import org.spinngate.simulated.BootCounters;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationSettings;

/** Boots over a line on which nearly nothing works. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class BadLineBootTest {
  private static final int BOARDS = 50;
  private static final int ROUNDS = 2;

  /** SpiNNMan's; ybug's 10 ms would be over before anything can happen to the line. */
  private static final Duration SENDERS_GAP = Duration.ofMillis(100);

  private static final Conditions TERRIBLE =
      Conditions.CLEAR.losing(0.1).jitteredBy(Duration.ofMillis(300)).cutInto(1400);

  private final List<TestClient> clients = new CopyOnWriteArrayList<>();
  private Facility facility;
  private StreamRelay relay;

  @BeforeEach
  void start() {
    FacilityPlan plan = Facility.plan().user("alice", "*");
    for (int number = 0; number < BOARDS; number++) {
      plan.board("spin5-" + number, BadLineBootTest::quick);
    }
    facility = plan.start();
    relay = new StreamRelay(facility.address(), 20261122);
    for (int number = 0; number < BOARDS; number++) {
      clients.add(TestClient.start(facility.settings("alice", "spin5-" + number, relay.address())));
    }
    clients.forEach(TestClient::ready);
  }

  private static SimulationSettings quick(SimulationSettings settings) {
    return settings.withStartUp(Duration.ofMillis(20), Duration.ofMillis(60));
  }

  @AfterEach
  void stop() {
    relay.conditions(Conditions.CLEAR);
    TestClient.closeAll(clients);
    relay.close();
    facility.close();
  }

  private SimulatedBoard board(int number) {
    return facility.board("spin5-" + number);
  }

  /** Boots every board at the same time; each is switched on before. */
  private List<CompletableFuture<Void>> bootAll(int round) {
    List<CompletableFuture<Void>> boots = new ArrayList<>();
    for (int number = 0; number < BOARDS; number++) {
      TestClient client = clients.get(number);
      BootImage image = BootImage.random(100L * round + number, 30);
      board(number).powerCycle().syncUninterruptibly();
      boots.add(
          CompletableFuture.runAsync(
              () -> {
                try {
                  BootSender.boot(client.boot(), image, SENDERS_GAP);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              },
              task -> new Thread(task, "boot").start()));
    }
    return boots;
  }

  private void assertAllBooted(int round) {
    for (int number = 0; number < BOARDS; number++) {
      SimulatedBoard board = board(number);
      await("boot of board " + number)
          .atMost(TestClient.PATIENCE.multipliedBy(2))
          .until(() -> board.counters().boot().completed() == round);
      BootCounters seen = board.counters().boot();
      assertThat(seen.imageDigest())
          .isEqualTo(SimulatedBoard.digest(BootImage.random(100L * round + number, 30).bytes()));
      assertThat(seen.incomplete()).isZero();
      assertThat(seen.duplicateBlocks()).as("each was sent exactly once").isZero();
    }
  }

  @Test
  void hundredOfHundredBootsSucceedAtTenPercentLossAndThreeHundredMillisecondsOfJitter() {
    relay.conditions(TERRIBLE);

    for (int round = 1; round <= ROUNDS; round++) {
      bootAll(round).forEach(CompletableFuture::join);
      assertAllBooted(round);
    }
  }

  @Test
  void everyBootSucceedsWhenTheConnectionIsResetInItsMiddle() {
    List<CompletableFuture<Void>> boots = bootAll(1);
    for (int number = 0; number < BOARDS; number++) {
      SimulatedBoard board = board(number);
      await().until(() -> board.counters().boot().gapsNanos().size() >= 5);
    }

    relay.reset();
    boots.forEach(CompletableFuture::join);

    assertAllBooted(1);
    assertThat(clients).allMatch(client -> client.events().ups() == 2);
    assertThat(clients).allMatch(client -> client.session().resumption().resumed());
  }
}
