package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.endtoend.tools.ExpectedMemory;
import org.spinngate.endtoend.tools.Outcome;
import org.spinngate.endtoend.tools.ToolTarget;
import org.spinngate.endtoend.tools.Ybug;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.testing.Conditions;
import org.spinngate.protocol.testing.DatagramRelay;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationSettings;

/**
 * ybug, which believes the first answer that comes, at a board whose network doubles one datagram
 * in a hundred and now and then holds them for 700 ms: with the gateway's hygiene and without.
 */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class WrongAnswersTest {
  private static final int IDENTITY = 11;
  private static final int SDRAM = 0x70000000;
  private static final int REQUESTS = 1000;

  private static final Conditions DOUBLING =
      Conditions.CLEAR.delayedBy(Duration.ofMillis(2)).duplicating(0.01);
  private static final Conditions SPIKE = DOUBLING.delayedBy(Duration.ofMillis(700));

  private final SimulatedBoards simulation = new SimulatedBoards();
  private final ScheduledExecutorService weather = Executors.newScheduledThreadPool(1);
  private DatagramRelay careful;
  private DatagramRelay careless;
  private Facility facility;

  @BeforeEach
  void start() {
    SimulatedBoard first = board();
    SimulatedBoard second = board();
    careful = new DatagramRelay(first.scpAddress(), 1);
    careless = new DatagramRelay(second.scpAddress(), 2);
    String off = "single-reply = false, scp-window = 0";
    facility =
        Facility.plan()
            .inEarnest()
            .board("careful", careful.address(), first.bootAddress())
            .board("careless", careless.address(), second.bootAddress(), off)
            .user("alice", "*")
            .start();
    careful.conditions(DOUBLING);
    careless.conditions(DOUBLING);
    weather.scheduleAtFixedRate(() -> hold(SPIKE), 1000, 3000, TimeUnit.MILLISECONDS);
    weather.scheduleAtFixedRate(() -> hold(DOUBLING), 1020, 3000, TimeUnit.MILLISECONDS);
  }

  private SimulatedBoard board() {
    return simulation.start(
        SimulationSettings.spin3(InetAddress.getLoopbackAddress()).booted().withIdentity(IDENTITY));
  }

  private void hold(Conditions conditions) {
    careful.conditions(conditions);
    careless.conditions(conditions);
  }

  @AfterEach
  void stop() {
    weather.shutdownNow();
    facility.close();
    careful.close();
    careless.close();
    simulation.close();
  }

  private static Outcome read(TestClient client) {
    ToolTarget target = new ToolTarget(client.scp(), client.boot(), new ExpectedMemory(IDENTITY));
    try (Ybug ybug = new Ybug(target)) {
      return ybug.read(SDRAM, REQUESTS * 256);
    }
  }

  @Test
  void theGatewayKeepsYbugFromEveryWrongAnswer() {
    try (TestClient one = facility.client("alice", "careful");
        TestClient other = facility.client("alice", "careless")) {
      CompletableFuture<Outcome> without = CompletableFuture.supplyAsync(() -> read(other));
      Outcome with = read(one);

      assertThat(with.error()).isEmpty();
      assertThat(with.counts().wrongAnswers()).isZero();
      assertThat(one.traffic().dropped(DropReason.DUPLICATE_REPLY)).isPositive();
      assertThat(without.join().counts().wrongAnswers()).as("as on a LAN").isGreaterThan(100);
    }
  }
}
