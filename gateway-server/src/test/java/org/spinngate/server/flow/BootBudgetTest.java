package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.BootReport.State;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.boot.BootPackets;
import org.spinngate.server.budget.ByteBudget;

/** How much of boots may wait, and which of a session's boots is the one that counts. */
@ExtendWith(LeakExtension.class)
class BootBudgetTest {
  private static final int FLOWS = 64;
  private static final int QUEUE = 128;
  private static final long OF_USER = 200_000;
  private static final long IN_ALL = 500_000;

  private final FlowBench bench = FlowBench.usual();
  private final ByteBudget boots = new ByteBudget(() -> OF_USER, () -> IN_ALL);
  private final RecordingListener alice = new RecordingListener();
  private final List<FlowTable> tables = new ArrayList<>();

  private FlowTable table(String user, RecordingListener listener) {
    bench.allow(boots, boots);
    FlowTable table = bench.table(user, listener);
    tables.add(table);
    return table;
  }

  @AfterEach
  void close() {
    tables.forEach(FlowTable::closeAll);
    assertThat(boots.taken()).isZero();
  }

  private static ByteBuf junk() {
    return FlowBench.datagram(1472);
  }

  private static void boot(FlowTable table, int flow, int blocks) {
    BootPackets.whole(blocks).forEach(packet -> table.sendBoot(flow, 0, packet));
  }

  private static void fill(FlowTable table) {
    for (int flow = 1; flow <= FLOWS; flow++) {
      for (int i = 0; i < QUEUE; i++) {
        table.sendBoot(flow, 0, junk());
      }
    }
  }

  @Test
  void aSessionKeepsOneQueueOfBootPacketsWaitingInAllItsFlows() {
    ByteBudget plenty = new ByteBudget(() -> 1L << 40, () -> 1L << 40);
    bench.allow(plenty, plenty);
    FlowTable table = bench.table("alice", alice);

    fill(table);

    assertThat(plenty.taken()).isEqualTo((long) QUEUE * ByteBudget.cost(1472));
    assertThat(alice.sizesToBoard().size() + QUEUE + alice.drops().get(DropReason.BOOT_QUEUE_FULL))
        .isEqualTo(FLOWS * QUEUE);
    table.closeAll();
  }

  @Test
  void oneUserKeepsNoMoreWaitingThanHisPartHoweverManySessions() {
    for (int session = 0; session < 4; session++) {
      fill(table("alice", alice));
    }

    assertThat(boots.taken()).isBetween(OF_USER - ByteBudget.cost(1472), OF_USER);
  }

  @Test
  void threeUsersFillNoMoreThanThereIsAndAreCounted() {
    List<RecordingListener> users = new ArrayList<>();
    for (String name : List.of("alice", "bob", "carol")) {
      for (int session = 0; session < 4; session++) {
        RecordingListener listener = new RecordingListener();
        users.add(listener);
        fill(table(name, listener));
      }
    }

    assertThat(boots.taken()).isBetween(IN_ALL - ByteBudget.cost(1472), IN_ALL);
    long sent = users.stream().mapToLong(user -> user.sizesToBoard().size()).sum();
    long dropped =
        users.stream().mapToLong(user -> user.drops().get(DropReason.BOOT_QUEUE_FULL)).sum();
    long waiting = boots.taken() / ByteBudget.cost(1472);
    assertThat(sent + dropped + waiting).isEqualTo(12L * FLOWS * QUEUE);
  }

  @Test
  void anothersBootHasRoomWhileOneUserFillsHisPart() {
    fill(table("alice", alice));
    tables.get(0).closeAll();
    fill(table("alice", alice));
    RecordingListener bob = new RecordingListener();

    boot(table("bob", bob), 1, 30);
    bench.time().pass(Duration.ofSeconds(10));

    assertThat(bob.reports(State.COMPLETE)).hasSize(1);
    assertThat(bob.drops()).isEmpty();
  }

  @Test
  void aBootFromAFreshPortTakesThePlaceOfOneThatStillWaits() {
    FlowTable others = table("bob", new RecordingListener());
    others.sendBoot(1, 0, BootPackets.start(30));
    FlowTable table = table("alice", alice);
    boot(table, 1, 3);
    bench.time().pass(Duration.ofSeconds(2));

    boot(table, 2, 4);
    others.closeAll();
    bench.time().pass(Duration.ofSeconds(1));

    assertThat(bench.bootsOf(1)).isEmpty();
    assertThat(bench.bootsOf(2)).containsExactly("start", "0", "1", "2", "3", "end");
    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.BOOT_QUEUE_FULL, 5));
    assertThat(alice.reports(State.COMPLETE)).hasSize(1);
  }

  @Test
  void theRestOfABootThatHasGivenWayFallsToo() {
    FlowTable others = table("bob", new RecordingListener());
    others.sendBoot(1, 0, BootPackets.start(30));
    FlowTable table = table("alice", alice);
    table.sendBoot(1, 0, BootPackets.start(2));
    boot(table, 2, 1);

    table.sendBoot(1, 0, BootPackets.block(0));
    table.sendBoot(1, 0, BootPackets.block(1));
    table.sendBoot(1, 0, BootPackets.end());
    others.closeAll();
    bench.time().pass(Duration.ofSeconds(1));

    assertThat(bench.bootsOf(1)).isEmpty();
    assertThat(alice.drops())
        .isEqualTo(Map.of(DropReason.BOOT_QUEUE_FULL, 1, DropReason.BOOT_WITHOUT_START, 3));
  }

  @Test
  void aBootOfWhichTheBoardHasGotSomethingIsFinishedFirst() {
    FlowTable table = table("alice", alice);
    boot(table, 1, 3);
    bench.time().pass(Duration.ofMillis(15));

    boot(table, 2, 4);
    bench.time().pass(Duration.ofSeconds(1));

    assertThat(bench.bootsOf(0)).containsExactly("start", "0", "1", "2", "end");
    assertThat(bench.bootsOf(1)).containsExactly("start", "0", "1", "2", "3", "end");
    assertThat(alice.drops()).isEmpty();
  }

  @Test
  void startsByEveryPortLeaveOneBootThatWaitsAndNotAQueueOfMinutes() {
    FlowTable table = table("alice", alice);
    for (int flow = 1; flow <= FLOWS; flow++) {
      table.sendBoot(flow, 0, BootPackets.start(33));
    }

    assertThat(boots.taken()).isEqualTo(ByteBudget.cost(18));
    assertThat(alice.sizesToBoard().size() + 1 + alice.drops().get(DropReason.BOOT_QUEUE_FULL))
        .isEqualTo(FLOWS);
    bench.time().pass(Duration.ofSeconds(6));
    assertThat(boots.taken()).isZero();
  }
}
