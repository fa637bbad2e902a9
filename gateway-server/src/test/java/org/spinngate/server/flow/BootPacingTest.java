package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.BootReport.State;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.boot.BootPackets;
import org.spinngate.server.budget.SessionRates;
import org.spinngate.server.testing.MemorySocket;
import org.spinngate.server.testing.MemorySocket.Sent;
import org.spinngate.server.testing.TestLoop;

@ExtendWith(LeakExtension.class)
class BootPacingTest {
  private static final Duration LONG = Duration.ofSeconds(1);

  private final FlowBench bench = FlowBench.usual();
  private final TestLoop time = bench.time();
  private final RecordingListener alice = new RecordingListener();
  private final FlowTable flows = bench.table("alice", alice);

  private void send(List<ByteBuf> packets) {
    packets.forEach(packet -> flows.sendBoot(1, 0, packet));
  }

  private Duration gap(int before) {
    List<Sent> sent = bench.socket(0).sent();
    return TestLoop.gap(sent.get(before), sent.get(before + 1));
  }

  @Test
  void packetsThatArriveInOneBunchLeaveTheBootGapApart() {
    send(BootPackets.whole(30));

    time.pass(LONG);

    assertThat(bench.socket(0).sent()).hasSize(32);
    for (int i = 0; i < 31; i++) {
      assertThat(gap(i)).isEqualTo(FlowBench.BOOT_GAP);
    }
    assertThat(bench.socket(0).target()).isEqualTo(FlowBench.BOOT);
  }

  @Test
  void theFirstPacketEverLeavesAtOnce() {
    flows.sendBoot(1, 500, BootPackets.start(2));

    assertThat(bench.bootsOf(0)).containsExactly("start");
    flows.closeAll();
  }

  @Test
  void theGapIsKeptEvenIfTimersFireEarly() {
    FlowBench slow = FlowBench.usual();
    RecordingListener listener = new RecordingListener();
    Flows.Shared shared =
        new Flows.Shared(
            () -> new MemorySocket(() -> slow.time().nanoTime() / 2),
            Tenure.ALWAYS,
            slow.budgets(),
            new Flows.PerSession(64, SessionRates.UNLIMITED, 128),
            Timing.of(() -> slow.time().nanoTime() / 2),
            slow.time());
    FlowTable table =
        new FlowTable(new Flows(slow.time().loop(), slow.board(), "alice", shared), listener);
    BootPackets.whole(3).forEach(packet -> table.sendBoot(1, 0, packet));

    slow.time().pass(Duration.ofMillis(79));
    assertThat(listener.sizesToBoard()).hasSize(4);

    slow.time().pass(Duration.ofMillis(1));
    assertThat(listener.sizesToBoard()).hasSize(5);
  }

  @Test
  void theSendersLargerGapsAreKept() {
    flows.sendBoot(1, 0, BootPackets.start(2));
    flows.sendBoot(1, 50, BootPackets.block(0));
    flows.sendBoot(1, 3, BootPackets.block(1));
    flows.sendBoot(1, 100, BootPackets.end());

    time.pass(LONG);

    assertThat(gap(0)).isEqualTo(Duration.ofMillis(50));
    assertThat(gap(1)).isEqualTo(FlowBench.BOOT_GAP);
    assertThat(gap(2)).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void aSendersPauseIsKeptForAQuarterOfASecondAtMost() {
    flows.sendBoot(1, 0, BootPackets.start(1));
    flows.sendBoot(1, 60_000, BootPackets.block(0));
    flows.sendBoot(1, 0, BootPackets.end());

    time.pass(LONG);

    assertThat(gap(0)).isEqualTo(Duration.ofMillis(250));
    assertThat(alice.reports(State.COMPLETE)).hasSize(1);
  }

  @Test
  void aPacketThatComesLateWaitsNoLonger() {
    flows.sendBoot(1, 0, BootPackets.start(2));
    time.pass(Duration.ofMillis(80));

    flows.sendBoot(1, 50, BootPackets.block(0));

    assertThat(bench.bootsOf(0)).containsExactly("start", "0");
    flows.closeAll();
  }

  @Test
  void packetsThatAreNoBootPassUnchangedAndPacedToo() {
    byte[] hello = {1, 2, 3};
    flows.sendBoot(1, 0, Unpooled.wrappedBuffer(hello));
    flows.sendBoot(1, 0, FlowBench.datagram(1472));

    time.pass(LONG);

    assertThat(bench.socket(0).sent().get(0).bytes()).isEqualTo(hello);
    assertThat(bench.socket(0).sent().get(1).bytes()).hasSize(1472);
    assertThat(gap(0)).isEqualTo(FlowBench.BOOT_GAP);
    flows.closeAll();
  }

  @Test
  void moreThanTheQueueHoldsIsDroppedAndCounted() {
    FlowBench small = new FlowBench(FlowBench.BOOT_GAP, 64, 1000, 34);
    FlowTable table = small.table("alice", alice);

    BootPackets.whole(40).forEach(packet -> table.sendBoot(1, 0, packet));

    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.BOOT_QUEUE_FULL, 42 - 1 - 34));
    small.time().pass(LONG);
    assertThat(small.socket(0).sent()).hasSize(35);
    assertThat(alice.sizesToBoard()).hasSize(35);
    table.closeAll();
    assertThat(alice.reports(State.INCOMPLETE).get(0).text())
        .contains("34, 35, 36, 37, 38, 39")
        .contains("the end packet is missing");
  }

  @Test
  void theLongestQueueLeavesWithoutAGapIfTheBoardBearsIt() {
    FlowBench fast = new FlowBench(Duration.ZERO, 64, 1000, 65_535);
    FlowTable first = fast.table("bob", new RecordingListener());
    FlowTable second = fast.table("alice", alice);
    first.sendBoot(1, 0, BootPackets.start(2));
    for (int i = 0; i < 65_535; i++) {
      second.sendBoot(1, 0, Unpooled.wrappedBuffer(new byte[] {9}));
    }

    first.closeAll();
    fast.time().run();

    assertThat(alice.sizesToBoard()).hasSize(65_535);
    second.closeAll();
  }

  @Test
  void theEndOfABootIsReportedWithItsTime() {
    send(BootPackets.whole(30));

    time.pass(LONG);

    assertThat(alice.reports(State.COMPLETE))
        .containsExactly(new BootReport(State.COMPLETE, 32, 32, 310, ""));
  }

  @Test
  void aLongBootIsReportedAFewTimesASecond() {
    for (ByteBuf packet : BootPackets.whole(30)) {
      flows.sendBoot(1, 100, packet);
    }

    time.pass(Duration.ofSeconds(5));

    List<BootReport> underWay = alice.reports(State.UNDER_WAY);
    assertThat(underWay).hasSizeBetween(9, 13).isSortedAccordingTo((a, b) -> a.sent() - b.sent());
    assertThat(underWay.get(0)).isEqualTo(new BootReport(State.UNDER_WAY, 4, 32, 300, ""));
  }
}
