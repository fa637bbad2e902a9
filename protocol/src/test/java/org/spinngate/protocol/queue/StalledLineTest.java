package org.spinngate.protocol.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.protocol.queue.NumberedFrames.datagram;
import static org.spinngate.protocol.queue.NumberedFrames.large;
import static org.spinngate.protocol.queue.NumberedFrames.words;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TestQueues;

/** Streams before a line that takes nothing for a while. */
@ExtendWith(LeakExtension.class)
class StalledLineTest {
  private static final int MIB = 1024 * 1024;

  private final QueueBudget budget = new QueueBudget(() -> MIB, () -> 4 * MIB);
  private final List<Unsent> fallen = new ArrayList<>();
  private final List<FlowQueues> all = new ArrayList<>();
  private final FlowQueues queues = queues(budget);

  private FlowQueues queues(QueueBudget budget) {
    FlowQueues made = new FlowQueues(ByteBufAllocator.DEFAULT, budget.share(), 500, fallen::add);
    all.add(made);
    return made;
  }

  @AfterEach
  void close() {
    all.forEach(each -> each.dropAll(DropReason.TUNNEL_DOWN));
    assertThat(budget.taken()).isZero();
  }

  private void stream(int now, int flow, int count) {
    for (int i = 0; i < count; i++) {
      assertThat(queues.add(now, flow, large(i))).isTrue();
    }
  }

  private static List<String> move(FlowQueues queues) {
    ByteBuf out = Unpooled.buffer();
    queues.moveTo(out, Integer.MAX_VALUE);
    return words(out);
  }

  private long fallenBy(DropReason reason) {
    return fallen.stream()
        .filter(unsent -> unsent.reason() == reason)
        .mapToLong(Unsent::datagrams)
        .sum();
  }

  @Test
  void aLineThatStallsFor200MillisecondsUnderAStreamLosesNothing() {
    FlowQueues line = queues(TestQueues.plenty());

    assertThat(stall(line, 200)).isEqualTo(3_600);

    assertThat(fallen).isEmpty();
  }

  @Test
  void aLineThatStallsForTwoSecondsKeepsWhatIsYoungAndTheRestIsCounted() {
    FlowQueues line = queues(TestQueues.plenty());

    int left = stall(line, 2_000);

    assertThat(left).as("a quarter of a second").isBetween(4_400, 4_536);
    assertThat(fallenBy(DropReason.STALE) + fallenBy(DropReason.TUNNEL_FULL) + left)
        .isEqualTo(36_000);
  }

  /** 18 datagrams of 272 bytes each millisecond, which is 5 MB/s; how many are left then. */
  @Test
  void flowsThatComeAndGoByRisingNumbersAreForgotten() {
    for (int flow = 1; flow <= DataFrame.MAX_FLOW; flow++) {
      assertThat(queues.add(flow, flow, datagram(flow))).isTrue();
      if (flow % 1_000 == 0) {
        queues.dropStale(flow);
      }
      assertThat(queues.flows()).isLessThanOrEqualTo(MIB / Chunks.SMALL);
    }
  }

  @Test
  void flowsThatFallForWantOfMemoryAreForgotten() {
    FlowQueues poor = queues(new QueueBudget(() -> 8 * 2_048, () -> 32 * 2_048));
    for (int flow = 1; flow <= 1_000; flow++) {
      assertThat(poor.add(0, flow, datagram(flow))).isTrue();
      assertThat(poor.flows()).isLessThanOrEqualTo(8);
    }
    assertThat(move(poor)).hasSize(9);
  }

  @Test
  void flowsThatFindNoMemoryAtAllAreForgotten() {
    FlowQueues poor = queues(new QueueBudget(() -> 0, () -> 0));
    for (int flow = 1; flow <= 100; flow++) {
      assertThat(poor.add(0, flow, datagram(flow))).isFalse();
    }
    assertThat(poor.flows()).isZero();
  }

  @Test
  void flowsThatHadATurnWhileOthersWaitedAreForgottenIfThereAreVeryMany() {
    queues.add(0, 1, large(1));
    for (int flow = 2; flow <= 10_000; flow++) {
      queues.add(0, 1, large(1));
      queues.add(0, flow, datagram(flow));
      queues.moveTo(Unpooled.buffer(), 30);
    }
    assertThat(queues.flows()).isLessThanOrEqualTo(1_100);
  }

  private static int stall(FlowQueues line, int millis) {
    for (int now = 0; now < millis; now++) {
      for (int i = 0; i < 18; i++) {
        line.add(now, 1, large(i));
      }
    }
    line.dropStale(millis);
    return (int) move(line).stream().filter(word -> word.startsWith("1:")).count();
  }

  /** The peer drops what is 500 ms late, and the way there takes some of that. */
  @Test
  void onALineThatIsTooSlowForLongNothingLeavesAtTheAgeAtWhichThePeerDropsIt() {
    FlowQueues line = queues(TestQueues.plenty());
    int oldest = 0;
    for (int now = 0; now < 10_000; now++) {
      for (int i = 0; i < 18; i++) {
        line.add(now, 1, datagram(now));
      }
      line.dropStale(now);
      ByteBuf out = Unpooled.buffer();
      line.moveTo(out, 150);
      oldest = now < 5_000 ? 0 : Math.max(oldest, now - firstOf(out));
    }

    assertThat(oldest).isLessThanOrEqualTo(260);
  }

  @Test
  void afterAllHaveLeftALineMayStandStillForAsLongAsBefore() {
    stall(queues, 100);
    queues.dropStale(700);
    stream(1_000, 1, 10);
    move(queues);
    fallen.clear();

    stream(2_000, 1, 10);
    queues.dropStale(2_450);

    assertThat(fallen).isEmpty();
  }

  private static int firstOf(ByteBuf out) {
    return out.getInt(out.readerIndex() + 3);
  }

  @Test
  void withoutMemoryTheOldestOfTheLongestFlowFall() {
    queues.add(0, 2, datagram(7));
    stream(0, 1, 4_000);

    assertThat(fallen).isNotEmpty().allMatch(unsent -> unsent.reason() == DropReason.TUNNEL_FULL);
    assertThat(budget.taken()).isLessThanOrEqualTo(MIB);
    List<String> left = move(queues);
    assertThat(left).contains("2:7", "1:3999").doesNotContain("1:0");
    assertThat(left.size() - 2 + fallenBy(DropReason.TUNNEL_FULL)).isBetween(3_999L, 4_001L);
  }

  @Test
  void whatIsOldFallsAsStaleBeforeAnythingYoungDoes() {
    stream(0, 1, 3_600);
    fallen.clear();

    stream(501, 2, 1_800);

    assertThat(fallen).extracting(Unsent::reason).containsOnly(DropReason.STALE);
  }

  @Test
  void aSessionThatIsNotReadCostsOthersNothing() {
    stream(0, 1, 10_000);
    FlowQueues other = queues(budget);

    for (int i = 0; i < 3_000; i++) {
      assertThat(other.add(0, 1, large(i))).isTrue();
    }

    assertThat(move(other)).hasSize(3_001);
  }

  @Test
  void whereThereIsNoMemoryAtAllADatagramIsRefused() {
    QueueBudget none = new QueueBudget(() -> 0, () -> 0);
    FlowQueues poor = queues(none);

    assertThat(poor.add(0, 1, datagram(1))).isFalse();
    assertThat(poor.isEmpty()).isTrue();
    assertThat(fallen).isEmpty();
  }
}
