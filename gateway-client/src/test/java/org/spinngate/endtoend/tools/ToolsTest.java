package org.spinngate.endtoend.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.endtoend.SimulatedBoards;
import org.spinngate.protocol.testing.Conditions;
import org.spinngate.protocol.testing.DatagramRelay;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.BootImage;
import org.spinngate.simulated.IdentityPattern;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationCounters;
import org.spinngate.simulated.SimulationSettings;

/** The scripted tools at boards without a gateway: they must be as patient and as wrong as real. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class ToolsTest {
  private static final int IDENTITY = 3;
  private static final int SDRAM = 0x70000000;
  private static final int BYTES = 4096;
  private static final Conditions LOSSY = Conditions.CLEAR.losing(0.1);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SimulatedBoards boards = new SimulatedBoards();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final BootImage image = BootImage.random(1, 30);

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    boards.close();
    threads.shutdownNow();
  }

  @Test
  void onAPerfectNetworkEveryToolWritesReadsAndAsksOnce() {
    byte[] written = new byte[BYTES];
    new SplittableRandom(1).nextBytes(written);
    for (Bench bench : benches(SimulationSettings::booted, Conditions.CLEAR)) {
      assertThat(bench.tool.version().completed()).isTrue();
      assertThat(bench.tool.read(SDRAM, BYTES).data())
          .isEqualTo(IdentityPattern.bytes(IDENTITY, SDRAM, BYTES));
      assertThat(bench.tool.write(SDRAM + 1024, written).completed()).isTrue();

      Outcome read = bench.tool.read(SDRAM + 1024, BYTES);

      assertThat(read.data()).isEqualTo(written);
      assertThat(read.counts()).isEqualTo(new ToolCounts(16, 0, 0, 1, 0, 0, 0, 0));
      assertThat(bench.tool.unread()).isZero();
      assertThat(bench.seen().scp().executions()).isEqualTo(1 + 3 * 16);
    }
  }

  @Test
  void everyToolBootsABoardOfOrdinarySlowness() {
    List<Bench> benches = benches(settings -> settings, Conditions.CLEAR);

    Map<Bench, Outcome> outcomes = together(benches, tool -> tool.boot(image));

    outcomes.forEach(
        (bench, outcome) -> {
          assertThat(outcome.completed()).as(outcome.toString()).isTrue();
          assertThat(outcome.counts().wrongAnswers()).isZero();
          assertThat(bench.seen().boot().completed()).isEqualTo(1);
          assertThat(bench.seen().boot().imageDigest())
              .isEqualTo(SimulatedBoard.digest(image.bytes()));
          assertThat(outcome.time()).isGreaterThan(Duration.ofMillis(2300));
        });
  }

  @Test
  void lossMakesToolsAskAgainAndNoneBelievesAnythingWrong() {
    Map<Bench, Outcome> outcomes =
        together(benches(SimulationSettings::booted, LOSSY), tool -> tool.read(SDRAM, BYTES));

    outcomes.forEach(
        (bench, outcome) -> {
          assertThat(outcome.counts().retries()).isPositive();
          assertThat(outcome.counts().wrongAnswers()).isZero();
          assertThat(outcome.error().orElse("too many retries")).isEqualTo("too many retries");
          assertThat(outcome.completed() || bench.tool instanceof Ybug).isTrue();
          assertThat(bench.seen().scp().executions())
              .isLessThanOrEqualTo(outcome.counts().requests());
          assertThat(bench.seen().scp().mostExecutions())
              .isLessThanOrEqualTo(outcome.counts().mostSends());
        });
  }

  @Test
  void sixHundredMillisecondsMakeYbugWrongRigAskTwiceAndSpiNNManSlow() {
    Conditions far = Conditions.CLEAR.delayedBy(Duration.ofMillis(300));
    Map<Bench, Outcome> outcomes =
        together(benches(SimulationSettings::booted, far), tool -> tool.read(SDRAM, 8 * 256));

    outcomes.forEach(
        (bench, outcome) -> {
          assertThat(outcome.completed()).as("nobody notices anything").isTrue();
          assertThat(outcome.time()).isGreaterThan(Duration.ofMillis(600));
          byte[] right = IdentityPattern.bytes(IDENTITY, SDRAM, 2048);
          if (bench.tool instanceof Ybug) {
            assertThat(outcome.counts().wrongAnswers()).isPositive();
            assertThat(outcome.data()).isNotEqualTo(right);
          } else {
            assertThat(outcome.counts().wrongAnswers()).isZero();
            assertThat(outcome.data()).isEqualTo(right);
          }
          if (bench.tool instanceof Rig) {
            assertThat(outcome.counts().repeated()).isEqualTo(8);
          }
        });
  }

  @Test
  void ybugBelievesTheLateAnswersToItsProbesWhenItBoots() {
    Conditions far = Conditions.CLEAR.delayedBy(Duration.ofMillis(80));
    Bench bench = benches(SimulationSettings::booted, far).get(0);

    Outcome outcome = bench.tool.boot(image);

    assertThat(outcome.completed()).isTrue();
    assertThat(outcome.counts().wrongAnswers()).isPositive();
  }

  @Test
  void onASilentNetworkEveryToolGivesUpAfterItsOwnPatience() {
    Map<Bench, Outcome> outcomes =
        together(
            benches(SimulationSettings::booted, Conditions.CLEAR.losing(1)),
            tool -> tool.read(SDRAM, BYTES));

    Map<Class<?>, Outcome> byTool =
        outcomes.entrySet().stream()
            .collect(
                Collectors.toMap(entry -> entry.getKey().tool.getClass(), Map.Entry::getValue));
    assertGivesUp(byTool.get(Ybug.class), "too many retries", 3, Duration.ofMillis(1500));
    assertGivesUp(byTool.get(Rig.class), "TimeoutError: 5 tries", 5, Duration.ofMillis(2500));
    assertGivesUp(
        byTool.get(SpiNNMan.class),
        "SpinnmanTimeoutException: 11 tries",
        8 * 11,
        Duration.ofSeconds(11));
  }

  private static void assertGivesUp(Outcome outcome, String words, int requests, Duration time) {
    assertThat(outcome.error()).contains(words);
    assertThat(outcome.counts().requests()).isEqualTo(requests);
    assertThat(outcome.time()).isGreaterThanOrEqualTo(time);
  }

  @Test
  void onlyRigPassesOverARefusal() throws IOException {
    InetSocketAddress nobody;
    try (DatagramSocket closed =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      nobody = (InetSocketAddress) closed.getLocalSocketAddress();
    }
    ToolTarget target = new ToolTarget(nobody, nobody, new ExpectedMemory(0));

    try (HostTool ybug = new Ybug(target);
        HostTool rig = new Rig(target);
        HostTool spinnman = new SpiNNMan(target)) {
      assertThat(ybug.version().error()).contains("target recv error");
      assertThat(rig.version().error()).contains("TimeoutError: 5 tries");
      assertThat(rig.boot(image).error()).contains("ConnectionRefusedError");
      assertThat(spinnman.version().error())
          .contains("SpinnmanIOException: Failed to communicate with the machine");
    }
  }

  /** A tool, a bad network, and a board. */
  private record Bench(HostTool tool, DatagramRelay network, SimulatedBoard board) {
    SimulationCounters seen() {
      return board.counters();
    }
  }

  private List<Bench> benches(
      Function<SimulationSettings, SimulationSettings> changes, Conditions conditions) {
    return Stream.<Function<ToolTarget, HostTool>>of(Ybug::new, Rig::new, SpiNNMan::new)
        .map(kind -> bench(kind, changes, conditions))
        .toList();
  }

  private Bench bench(
      Function<ToolTarget, HostTool> kind,
      Function<SimulationSettings, SimulationSettings> changes,
      Conditions conditions) {
    SimulationSettings plain =
        SimulationSettings.spin3(InetAddress.getLoopbackAddress()).withIdentity(IDENTITY);
    SimulatedBoard board = boards.start(changes.apply(plain));
    DatagramRelay network = new DatagramRelay(board.scpAddress(), 7);
    network.conditions(conditions);
    HostTool tool =
        kind.apply(
            new ToolTarget(network.address(), board.bootAddress(), new ExpectedMemory(IDENTITY)));
    opened.add(tool);
    opened.add(network);
    return new Bench(tool, network, board);
  }

  private Map<Bench, Outcome> together(List<Bench> benches, Function<HostTool, Outcome> work) {
    Map<Bench, CompletableFuture<Outcome>> begun =
        benches.stream()
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    bench -> CompletableFuture.supplyAsync(() -> work.apply(bench.tool), threads)));
    return begun.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().join()));
  }
}
