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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.endtoend.tools.ExpectedMemory;
import org.spinngate.endtoend.tools.HostTool;
import org.spinngate.endtoend.tools.Outcome;
import org.spinngate.endtoend.tools.Rig;
import org.spinngate.endtoend.tools.SpiNNMan;
import org.spinngate.endtoend.tools.ToolTarget;
import org.spinngate.endtoend.tools.Ybug;
import org.spinngate.protocol.testing.Conditions;
import org.spinngate.protocol.testing.Direction;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.MachineTime;
import org.spinngate.simulated.Command;
import org.spinngate.simulated.ScpCounters;

/** The second carrier, and the change from one to the other in the middle of a tool's work. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class SealedPathTest {
  private static final int IDENTITY = 12;
  private static final int SDRAM = 0x70000000;
  private static final int SOME = 256 * 1024;

  private final ExpectedMemory memory = new ExpectedMemory(IDENTITY);
  private final Facility facility =
      Facility.plan()
          .inEarnest()
          .board("spin5-01", settings -> settings.booted().withIdentity(IDENTITY))
          .user("alice", "*")
          .start();
  private final Line line = Line.to(facility.address(), 5);
  private TestClient client;

  @AfterEach
  void stop() {
    line.heal();
    client.close();
    line.close();
    facility.close();
  }

  private void connect(CarrierWish wish) {
    client = facility.start(facility.settings("alice", "spin5-01", line.address(), wish)).ready();
  }

  private ToolTarget target() {
    return new ToolTarget(client.scp(), client.boot(), memory);
  }

  private ScpCounters board() {
    return facility.board("spin5-01").counters().scp();
  }

  private void awaitPath(String word) {
    await()
        .atMost(TestClient.PATIENCE)
        .until(() -> facility.tableText().contains("  " + word + "  "));
  }

  private static byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(7).nextBytes(bytes);
    return bytes;
  }

  private static CompletableFuture<Outcome> parallel(Supplier<Outcome> work) {
    return CompletableFuture.supplyAsync(work, task -> new Thread(task, "tool").start());
  }

  @Test
  void aPathThatProvesItselfTakesTheDatagramsOver() {
    connect(CarrierWish.AUTO);
    awaitPath("udp");
    long before = line.datagrams().counts(Direction.TO_SERVER).arrived();

    try (HostTool tool = new Rig(target())) {
      assertThat(tool.read(SDRAM, SOME).error()).isEmpty();
    }

    assertThat(line.datagrams().counts(Direction.TO_SERVER).arrived()).isGreaterThan(before + 100);
    assertThat(board().sourcePorts()).hasSize(1);
  }

  @Test
  void aUserWhoWantsTheStreamSendsNoPacket() {
    connect(CarrierWish.TCP);

    try (HostTool tool = new Rig(target())) {
      assertThat(tool.read(SDRAM, SOME).error()).isEmpty();
    }

    assertThat(line.datagrams().counts(Direction.TO_SERVER).arrived()).isZero();
    assertThat(facility.tableText()).contains("  tcp  ");
  }

  @Test
  void aUserWhoWantsPacketsHasThemFromTheFirstDatagramOn() {
    connect(CarrierWish.UDP);

    try (HostTool tool = new Rig(target())) {
      assertThat(tool.read(SDRAM, SOME).error()).isEmpty();
    }

    awaitPath("udp");
    assertThat(line.datagrams().counts(Direction.TO_CLIENT).departed()).isGreaterThan(100);
  }

  @Test
  void whereNoDatagramPassesTheStreamDoes() {
    line.datagrams().blackHole();
    connect(CarrierWish.AUTO);

    try (HostTool tool = new Ybug(target())) {
      assertThat(tool.read(SDRAM, SOME / 8).error()).isEmpty();
    }

    assertThat(facility.tableText()).contains("  tcp  ");
  }

  static Stream<Function<ToolTarget, HostTool>> tools() {
    return Stream.of(Ybug::new, Rig::new, SpiNNMan::new);
  }

  @ParameterizedTest
  @MethodSource("tools")
  void aToolSeesNoErrorWhenThePathDiesAndComesBack(Function<ToolTarget, HostTool> kind) {
    connect(CarrierWish.AUTO);
    awaitPath("udp");
    byte[] bytes = randomBytes(SOME);
    try (HostTool tool = kind.apply(target())) {
      CompletableFuture<Outcome> writing = parallel(() -> tool.write(SDRAM, bytes));
      await()
          .atMost(TestClient.PATIENCE)
          .until(() -> board().executions(Command.WRITE) >= SOME / 256 / 4);
      line.datagrams().blackHole(Direction.TO_CLIENT);
      Outcome written = writing.join();
      line.datagrams().heal();
      Outcome read = tool.read(SDRAM, SOME);

      assertThat(written.error()).isEmpty();
      assertThat(read.error()).isEmpty();
      assertThat(read.data()).isEqualTo(bytes);
      assertThat(written.counts().wrongAnswers() + read.counts().wrongAnswers()).isZero();
      assertThat(board().executions())
          .as("not more than the tool sent")
          .isLessThanOrEqualTo(written.counts().requests() + read.counts().requests());
      assertThat(client.events().ups()).as("the same session").isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void aPathThatIsBlockedOneWayIsLeftAndTakenAgain(Direction blocked) {
    connect(CarrierWish.AUTO);
    awaitPath("udp");
    try (Chatter chatter = new Chatter(new Rig(target()), SDRAM)) {
      line.datagrams().blackHole(blocked);
      Duration left = timeUntil("tcp");
      line.datagrams().heal();
      Duration back = timeUntil("udp");

      // The table is a second old at most, and this machine may be slow.
      assertThat(left).isLessThan(Duration.ofSeconds(6));
      assertThat(back).isLessThan(Duration.ofSeconds(20));
      assertThat(chatter.stop().error()).isEmpty();
    }
    assertThat(board().mostExecutions()).as("of one request").isLessThanOrEqualTo(3);
  }

  private Duration timeUntil(String word) {
    long begun = MachineTime.nanos();
    awaitPath(word);
    return Duration.ofNanos(MachineTime.nanos() - begun);
  }

  @Test
  void aClientWhoseAddressChangesStaysConnected() {
    connect(CarrierWish.AUTO);
    awaitPath("udp");

    try (HostTool tool = new SpiNNMan(target())) {
      for (int i = 0; i < 3; i++) {
        line.datagrams().rebind();
        assertThat(tool.read(SDRAM, SOME / 8).error()).isEmpty();
      }
    }

    awaitPath("udp");
    assertThat(client.events().ups()).isEqualTo(1);
  }

  @Test
  void packetsThatAreLostAreSavedByTheirCopies() {
    line.datagrams().conditions(Conditions.CLEAR.delayedBy(Duration.ofMillis(5)).losing(0.05));
    connect(CarrierWish.AUTO);
    awaitPath("udp");

    try (HostTool tool = new Rig(target())) {
      await()
          .atMost(TestClient.PATIENCE)
          .until(
              () -> {
                assertThat(tool.read(SDRAM, SOME / 16).error()).isEmpty();
                return facility.tableText().contains("COPIES");
              });
      assertThat(tool.read(SDRAM, SOME).error()).isEmpty();
    }

    assertThat(board().sourcePorts()).hasSize(1);
  }
}
