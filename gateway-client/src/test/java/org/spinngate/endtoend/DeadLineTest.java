package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.endtoend.tools.ExpectedMemory;
import org.spinngate.endtoend.tools.HostTool;
import org.spinngate.endtoend.tools.Outcome;
import org.spinngate.endtoend.tools.Rig;
import org.spinngate.endtoend.tools.SpiNNMan;
import org.spinngate.endtoend.tools.ToolTarget;
import org.spinngate.endtoend.tools.Ybug;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.MachineTime;
import org.spinngate.protocol.testing.StreamRelay;
import org.spinngate.simulated.Command;
import org.spinngate.simulated.ScpCounters;
import org.spinngate.simulated.SimulationSettings;

/** A line that goes dead in the middle of a tool's work, and comes back. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class DeadLineTest {
  private static final int IDENTITY = 11;
  private static final int SDRAM = 0x70000000;
  private static final int MEGABYTE = 1024 * 1024;

  private final ExpectedMemory memory = new ExpectedMemory(IDENTITY);
  private Facility facility;
  private StreamRelay relay;
  private TestClient client;

  @BeforeEach
  void start() {
    facility =
        Facility.plan()
            .inEarnest()
            .board("spin5-01", DeadLineTest::booted)
            .user("alice", "*")
            .with("session { heartbeat = 10s, heartbeat-deadline = 25s }")
            .start();
    relay = new StreamRelay(facility.address(), 3);
    client = facility.client("alice", "spin5-01", relay.address());
  }

  private static SimulationSettings booted(SimulationSettings settings) {
    return settings.booted().withIdentity(IDENTITY);
  }

  @AfterEach
  void stop() {
    relay.heal();
    client.close();
    relay.close();
    facility.close();
  }

  private ToolTarget target() {
    return new ToolTarget(client.scp(), client.boot(), memory);
  }

  private ScpCounters board() {
    return facility.board("spin5-01").counters().scp();
  }

  /** Cuts the line when the board has done so many of a command, for so long. */
  private CompletableFuture<Void> cut(Command command, long after, Duration time) {
    await().atMost(TestClient.PATIENCE).until(() -> board().executions(command) >= after);
    relay.blackHole();
    return CompletableFuture.runAsync(relay::heal, MachineTime.delayed(time));
  }

  private static CompletableFuture<Outcome> parallel(Supplier<Outcome> work) {
    return CompletableFuture.supplyAsync(work, task -> new Thread(task, "tool").start());
  }

  @Test
  void fiveSecondsOfNothingInTheMiddleOfAMegabyteCostSpiNNManTimeAndNothingElse() {
    byte[] bytes = new byte[MEGABYTE];
    new SplittableRandom(5).nextBytes(bytes);
    try (SpiNNMan tool = new SpiNNMan(target())) {
      CompletableFuture<Outcome> writing = parallel(() -> tool.write(SDRAM, bytes));
      cut(Command.WRITE, 1000, Duration.ofSeconds(5)).join();
      Outcome written = writing.join();
      CompletableFuture<Outcome> reading = parallel(() -> tool.read(SDRAM, MEGABYTE));
      cut(Command.READ, 1000, Duration.ofSeconds(5)).join();
      Outcome read = reading.join();

      assertThat(written.error()).isEmpty();
      assertThat(read.error()).isEmpty();
      assertThat(read.data()).isEqualTo(bytes);
      assertThat(written.counts().wrongAnswers() + read.counts().wrongAnswers()).isZero();
      assertThat(board().sourcePorts()).as("before and after").hasSize(1);
      assertThat(board().executions())
          .as("not more than the tool sent")
          .isLessThanOrEqualTo(written.counts().requests() + read.counts().requests());
      assertThat(board().mostExecutions())
          .isLessThanOrEqualTo(Math.max(written.counts().mostSends(), read.counts().mostSends()));
    }
  }

  static Stream<Function<ToolTarget, HostTool>> tools() {
    return Stream.of(Ybug::new, Rig::new, SpiNNMan::new);
  }

  @ParameterizedTest
  @MethodSource("tools")
  void aCutOf400MillisecondsIsInvisible(Function<ToolTarget, HostTool> kind) throws Exception {
    byte[] bytes = new byte[512 * 256];
    new SplittableRandom(6).nextBytes(bytes);
    try (HostTool tool = kind.apply(target())) {
      CompletableFuture<Outcome> writing = parallel(() -> tool.write(SDRAM, bytes));
      cut(Command.WRITE, 100, Duration.ofMillis(400)).join();
      Outcome written = writing.join();
      CompletableFuture<Outcome> reading = parallel(() -> tool.read(SDRAM, bytes.length));
      cut(Command.READ, 100, Duration.ofMillis(400)).join();
      Outcome read = reading.join();

      assertThat(written.error()).isEmpty();
      assertThat(read.error()).isEmpty();
      assertThat(read.data()).isEqualTo(bytes);
      assertThat(written.counts().wrongAnswers() + read.counts().wrongAnswers()).isZero();
      assertThat(client.events().ups()).as("the same connection").isEqualTo(1);
    }
  }
}
