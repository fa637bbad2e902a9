package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.BootReport.State;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TagRequests;
import org.spinngate.server.boot.BootPackets;
import org.spinngate.server.budget.ByteBudget;
import org.spinngate.server.testing.MemorySocket;

/** What waits while the boards' network takes less than comes: bounded in bytes and in time. */
@ExtendWith(LeakExtension.class)
class BlockedSocketTest {
  private static final int WITH_OVERHEAD = 300 + ByteBudget.OVERHEAD;
  private static final int MOST = WaitingDatagrams.MOST_WAITING / WITH_OVERHEAD;

  private final RecordingListener alice = new RecordingListener();
  private final FlowBench bench = FlowBench.usual();
  private final ByteBudget datagrams = new ByteBudget(() -> 1 << 20, () -> 2 << 20);
  private FlowTable flows;

  private FlowTable open() {
    bench.allow(datagrams, datagrams);
    flows = bench.table("alice", alice);
    return flows;
  }

  @AfterEach
  void close() {
    flows.closeAll();
    assertThat(datagrams.taken()).isZero();
    assertThat(datagrams.accounts()).isZero();
  }

  private static ByteBuf numbered(int number) {
    return Unpooled.buffer(300).writeInt(number).writeZero(296);
  }

  private void send(int flow, int from, int to) {
    for (int number = from; number < to; number++) {
      flows.sendScp(flow, numbered(number));
    }
    flows.flush();
  }

  /** One that is open and that the network takes nothing of any more. */
  private MemorySocket blocked(int flow) {
    send(flow, 0, 1);
    MemorySocket socket = bench.socket(bench.socketCount() - 1);
    socket.takes(0);
    return socket;
  }

  private static List<Integer> numbers(MemorySocket socket) {
    return socket.sent().stream()
        .map(sent -> Unpooled.wrappedBuffer(sent.bytes()).readInt())
        .toList();
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  @Test
  void aFloodIntoANetworkThatTakesNothingKeepsSoMuchAndDropsTheRest() {
    open();
    MemorySocket socket = blocked(1);

    for (int second = 0; second < 20; second++) {
      send(1, 1, 1001);
    }

    assertThat(datagrams.taken()).isEqualTo((long) MOST * WITH_OVERHEAD);
    assertThat(socket.pendingBytes()).isLessThan(2L * Outlet.MOST_AT_ONCE);
    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.SEND_FAILED, 20_000 - MOST));
    assertThat(alice.unsentBytes()).isEqualTo((20_000L - MOST) * 300);
  }

  @Test
  void theBuffersThatBroughtTheDatagramsAreLetGo() {
    open();
    blocked(1);
    send(1, 1, 2);
    ByteBuf record = PooledByteBufAllocator.DEFAULT.directBuffer(16 * 1024).writeZero(16 * 1024);

    flows.sendScp(1, record.readRetainedSlice(300));
    flows.flush();

    assertThat(record.refCnt()).isOne();
    record.release();
  }

  @Test
  void aNetworkThatTakesMoreAgainGetsAllInOrder() {
    open();
    MemorySocket socket = blocked(1);
    send(1, 1, 200);
    send(1, 200, 300);

    socket.takes(100);
    bench.time().run();
    send(1, 300, 350);
    socket.takes(Integer.MAX_VALUE);
    bench.time().run();
    send(1, 350, 360);

    assertThat(numbers(socket)).isEqualTo(range(0, 360));
    assertThat(alice.drops()).isEmpty();
    assertThat(datagrams.taken()).isZero();
  }

  @Test
  void whatHasWaitedForHalfASecondIsNeverDelivered() {
    open();
    MemorySocket socket = blocked(1);
    send(1, 1, 11);
    bench.time().pass(Duration.ofMillis(300));
    send(1, 11, 16);

    bench.time().pass(Duration.ofMillis(201));
    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.STALE, 10));
    socket.takes(Integer.MAX_VALUE);
    bench.time().run();

    assertThat(numbers(socket)).containsExactly(0, 11, 12, 13, 14, 15);
    assertThat(alice.unsentBytes()).isEqualTo(10 * 300);
  }

  @Test
  void whatAStandstillOfThisProcessMadeOldIsNotDeliveredEither() {
    open();
    MemorySocket socket = blocked(1);
    send(1, 1, 11);

    socket.takes(Integer.MAX_VALUE);
    bench.time().jump(Duration.ofSeconds(2));

    assertThat(numbers(socket)).containsExactly(0);
    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.STALE, 10));
  }

  @Test
  void whatIsFreshTakesThePlaceOfWhatHasGrownOld() {
    open();
    MemorySocket socket = blocked(1);
    send(1, 1, 1 + MOST);
    bench.time().pass(Duration.ofMillis(501));

    send(1, 5000, 5010);
    socket.takes(Integer.MAX_VALUE);
    bench.time().run();

    assertThat(numbers(socket)).containsExactlyElementsOf(with(0, range(5000, 5010)));
    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.STALE, MOST));
  }

  private static List<Integer> with(int first, List<Integer> others) {
    return IntStream.concat(IntStream.of(first), others.stream().mapToInt(i -> i)).boxed().toList();
  }

  @Test
  void oneUserHasNoMoreWaitingThanHisPartHoweverManyFlowsAndSessions() {
    open();
    RecordingListener again = new RecordingListener();
    FlowTable second = bench.table("alice", again);
    for (int flow = 1; flow <= 8; flow++) {
      blocked(flow);
      send(flow, 1, 1000);
      second.sendScp(flow, numbered(0));
      second.flush();
      bench.socket(bench.socketCount() - 1).takes(0);
      for (int i = 0; i < 1000; i++) {
        second.sendScp(flow, numbered(i));
      }
      second.flush();
    }

    assertThat(datagrams.taken()).isBetween((1L << 20) - WITH_OVERHEAD, 1L << 20);
    second.closeAll();
  }

  @Test
  void whatOneUserHasWaitingIsNoneOfAnothers() {
    open();
    for (int flow = 1; flow <= 8; flow++) {
      blocked(flow);
      send(flow, 1, 1000);
    }
    RecordingListener bob = new RecordingListener();
    FlowTable others = bench.table("bob", bob);
    others.sendScp(1, numbered(0));
    others.flush();
    MemorySocket socket = bench.socket(bench.socketCount() - 1);
    socket.takes(0);

    others.sendScp(1, numbered(1));
    others.flush();
    socket.takes(Integer.MAX_VALUE);
    bench.time().run();

    assertThat(numbers(socket)).containsExactly(0, 1);
    assertThat(bob.drops()).isEmpty();
    others.closeAll();
  }

  @Test
  void whatStillWaitsAtTheEndOfASessionIsCountedOnce() {
    open();
    blocked(1);
    send(1, 1, 21);

    flows.closeAll();

    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.SESSION_ENDED, 20));
  }

  @Test
  void anErrorOfTheNetworkIsCountedForTheDatagramThatMetItAlone() {
    open();
    MemorySocket socket = blocked(1);
    send(1, 1, 21);

    socket.fail(new IOException("Operation not permitted"));
    socket.takes(Integer.MAX_VALUE);
    bench.time().run();

    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.SEND_FAILED, 1));
    assertThat(numbers(socket)).isEqualTo(range(0, 21));
  }

  @Test
  void tagsOfAFlowThatCannotSendAreNobodysDatagrams() {
    open();
    flows.sendScp(1, TagRequests.setting(1));
    flows.flush();
    bench.socket(0).takes(0);
    send(1, 1, 3);

    flows.close(Service.SCP, 1);

    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.SESSION_ENDED, 2));
  }

  @Test
  void aBootWaitsForTheNetworkWholeAndInOrderHoweverLongItTakes() {
    open();
    List<ByteBuf> boot = BootPackets.whole(30);
    flows.sendBoot(1, 0, boot.remove(0));
    bench.socket(0).takes(0);
    boot.forEach(packet -> flows.sendBoot(1, 0, packet));

    bench.time().pass(Duration.ofSeconds(4));
    assertThat(bench.bootsOf(0)).containsExactly("start");
    bench.socket(0).takes(Integer.MAX_VALUE);
    bench.time().pass(Duration.ofSeconds(1));

    assertThat(bench.bootsOf(0)).hasSize(32).endsWith("28", "29", "end");
    assertThat(alice.reports(State.COMPLETE)).hasSize(1);
    assertThat(alice.drops()).isEmpty();
  }
}
