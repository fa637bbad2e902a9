package org.spinngate.protocol.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.protocol.queue.NumberedFrames.datagram;
import static org.spinngate.protocol.queue.NumberedFrames.large;
import static org.spinngate.protocol.queue.NumberedFrames.words;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.testing.LeakExtension;

@ExtendWith(LeakExtension.class)
class FlowQueuesTest {
  private static final int MIB = 1024 * 1024;
  private static final int RECORD = 16 * 1024;

  private final QueueBudget budget = new QueueBudget(() -> MIB, () -> 4 * MIB);
  private final List<Unsent> fallen = new ArrayList<>();
  private final FlowQueues queues = queues();

  private FlowQueues queues() {
    return new FlowQueues(ByteBufAllocator.DEFAULT, budget.share(), 500, fallen::add);
  }

  @AfterEach
  void close() {
    queues.dropAll(DropReason.TUNNEL_DOWN);
    assertThat(budget.taken()).isZero();
  }

  private void add(int now, int flow, int number) {
    assertThat(queues.add(now, flow, datagram(number))).isTrue();
  }

  private void stream(int now, int flow, int count) {
    for (int i = 0; i < count; i++) {
      assertThat(queues.add(now, flow, large(i))).isTrue();
    }
  }

  /** What leaves in one go, such as {@code @5} for a mark and {@code 2:7} for flow and number. */
  private List<String> move(int most) {
    ByteBuf out = Unpooled.buffer();
    queues.moveTo(out, most);
    return words(out);
  }

  private long fallenBy(DropReason reason) {
    return fallen.stream()
        .filter(unsent -> unsent.reason() == reason)
        .mapToLong(Unsent::datagrams)
        .sum();
  }

  @Test
  void datagramsLeaveAfterTheTimesAtWhichTheyCame() {
    add(100, 1, 7);
    add(109, 1, 8);
    add(110, 1, 9);

    assertThat(move(RECORD)).containsExactly("@100", "1:7", "1:8", "@110", "1:9");
    assertThat(queues.isEmpty()).isTrue();
    assertThat(move(RECORD)).isEmpty();
  }

  @Test
  void aRecordTakesWhatFitsAndTheRestStays() {
    stream(0, 1, 10);

    assertThat(move(1_400)).containsExactly("@0", "1:0", "1:1", "1:2", "1:3", "1:4");
    assertThat(move(1_400)).containsExactly("@0", "1:5", "1:6", "1:7", "1:8", "1:9");
  }

  @Test
  void aDatagramThatIsLongerThanARecordLeavesAlone() {
    queues.add(0, 1, Unpooled.buffer().writeZero(DataFrame.MAX_DATAGRAM));
    add(0, 1, 8);

    assertThat(move(1_400)).hasSize(2);
    assertThat(move(1_400)).containsExactly("@0", "1:8");
  }

  @Test
  void requestsOfAFlowPassTheStreamOfAnother() {
    stream(0, 1, 2_000);
    move(RECORD);
    add(20, 2, 7);
    add(20, 2, 8);

    assertThat(move(1_400)).startsWith("@20", "2:7", "2:8", "@0");
  }

  @Test
  void whoAsksAgainAndAgainWaitsForATurnOfTheStreamAtMostAndDoesNotStopIt() {
    stream(0, 1, 2_000);
    int streamed = 0;
    for (int i = 0; i < 100; i++) {
      add(0, 2, i);
      List<String> left = move(2_000);
      assertThat(left).contains("2:" + i);
      streamed += (int) left.stream().filter(word -> word.startsWith("1:")).count();
    }

    assertThat(streamed).isGreaterThanOrEqualTo(300);
  }

  @Test
  void streamsHaveEqualPartsInBytes() {
    stream(0, 1, 500);
    for (int i = 0; i < 100; i++) {
      queues.add(0, 2, Unpooled.buffer().writeZero(1_400));
    }
    stream(0, 3, 500);
    Map<String, Integer> bytes = new HashMap<>();

    for (String word : move(100_000)) {
      bytes.merge(word.substring(0, 1), word.startsWith("2") ? 1_400 : 272, Integer::sum);
    }

    assertThat(bytes.get("1")).isBetween(30_000, 36_000);
    assertThat(bytes.get("2")).isBetween(30_000, 36_000);
    assertThat(bytes.get("3")).isBetween(30_000, 36_000);
  }

  @Test
  void whatWaitsForTooLongFallsAndTheRestStays() {
    add(0, 1, 1);
    add(5, 2, 2);
    add(300, 1, 3);

    queues.dropStale(500);
    assertThat(fallen).isEmpty();
    assertThat(queues.millisToStale(500)).isZero();
    queues.dropStale(506);

    assertThat(fallen).containsExactly(new Unsent(DropReason.STALE, 2, 8));
    assertThat(queues.millisToStale(506)).isEqualTo(44);
    assertThat(move(RECORD)).containsExactly("@300", "1:3");
  }

  @Test
  void timesMayOverflow() {
    add(Integer.MAX_VALUE - 10, 1, 1);
    add(Integer.MIN_VALUE + 290, 1, 2);

    queues.dropStale(Integer.MIN_VALUE + 500);

    assertThat(fallenBy(DropReason.STALE)).isEqualTo(1);
    assertThat(move(RECORD)).containsExactly("@" + (Integer.MIN_VALUE + 290), "1:2");
  }

  private List<String> end(int most, int flow) {
    ByteBuf out = Unpooled.buffer();
    queues.end(out, most, flow);
    return words(out);
  }

  @Test
  void aFlowThatEndsLeavesOutOfTurn() {
    add(0, 1, 7);
    add(0, 2, 8);
    add(50, 2, 9);

    assertThat(end(RECORD, 2)).containsExactly("@0", "2:8", "@50", "2:9");
    assertThat(move(RECORD)).containsExactly("@0", "1:7");
    assertThat(fallen).isEmpty();
    assertThat(end(RECORD, 2)).isEmpty();
  }

  @Test
  void whatDoesNotFitOfAFlowThatEndsFalls() {
    stream(0, 1, 100);
    add(0, 2, 7);

    assertThat(end(1_400, 1)).containsExactly("@0", "1:0", "1:1", "1:2", "1:3", "1:4");
    assertThat(fallen).containsExactly(new Unsent(DropReason.TUNNEL_FULL, 95, 95 * 272));
    assertThat(move(RECORD)).containsExactly("@0", "2:7");
    assertThat(queues.isEmpty()).isTrue();
  }

  @Test
  void theNextFlowOfItsNumberDoesNotPayForOneThatLeftOutOfTurn() {
    stream(0, 1, 50);
    end(RECORD, 1);
    stream(0, 2, 10);
    move(2_000);
    add(0, 1, 7);

    assertThat(move(1_400)).startsWith("@0", "1:7");
  }

  @Test
  void anEarlierDatagramOfTheSameBytesAndFlowCanBeTakenOut() {
    add(0, 1, 7);
    add(0, 1, 8);
    add(0, 1, 9);

    assertThat(queues.removeEarlier(1, datagram(8))).isTrue();
    assertThat(queues.removeEarlier(1, datagram(8))).isFalse();
    assertThat(queues.removeEarlier(2, datagram(7))).isFalse();
    assertThat(queues.removeEarlier(1, bytes().u32(7).u8(0).toBuffer())).isFalse();

    assertThat(move(RECORD)).containsExactly("@0", "1:7", "1:9");
  }

  @Test
  void theLatestDatagramOfAFlowStays() {
    add(0, 1, 7);
    assertThat(queues.removeEarlier(1, datagram(7))).isFalse();

    add(20, 1, 7);
    assertThat(queues.removeEarlier(1, datagram(7))).isTrue();
    assertThat(move(RECORD)).containsExactly("@20", "1:7");
  }

  @Test
  void nobodySearchesALongQueue() {
    add(0, 1, 7);
    stream(0, 1, 1_000);

    assertThat(queues.removeEarlier(1, datagram(7))).isFalse();
  }

  @Test
  void aMarkedDatagramWaitsInItsFlow() {
    add(0, 1, 7);
    add(0, 1 | DataFrame.MARKED, 8);
    ByteBuf out = Unpooled.buffer();
    queues.moveTo(out, RECORD);

    out.skipBytes(DataFrame.TIME_MARK_BYTES + DataFrame.SCP_HEADER + 4);

    assertThat(out.getUnsignedByte(out.readerIndex() + 2)).isEqualTo((short) 0x88);
  }

  @Test
  void whateverHappensEachDatagramLeavesOnceInItsOrderOrIsCounted() {
    SplittableRandom random = new SplittableRandom(0x5EED_0042);
    int[] sent = new int[6];
    int[] seen = new int[6];
    long removed = 0;
    long left = 0;
    int now = 0;

    for (int i = 0; i < 60_000; i++) {
      now += random.nextInt(3);
      int flow = 1 + random.nextInt(5);
      assertThat(queues.add(now, flow, large(++sent[flow]))).isTrue();
      if (random.nextInt(40) == 0) {
        removed += queues.removeEarlier(flow, large(sent[flow] - 1)) ? 1 : 0;
      }
      if (random.nextInt(30) == 0) {
        left += inOrder(move(random.nextInt(12_000)), seen);
      }
      if (random.nextInt(200) == 0) {
        queues.dropStale(now);
      }
      assertThat(queues.flows()).isLessThanOrEqualTo(5);
    }
    left += inOrder(move(Integer.MAX_VALUE), seen);

    assertThat(queues.isEmpty()).isTrue();
    long lost = fallen.stream().mapToLong(Unsent::datagrams).sum();
    assertThat(left + removed + lost).isEqualTo(60_000);
  }

  private static long inOrder(List<String> words, int[] seen) {
    long datagrams = 0;
    for (String word : words) {
      if (!word.startsWith("@")) {
        int flow = word.charAt(0) - '0';
        int number = Integer.parseInt(word.substring(2));
        assertThat(number).isGreaterThan(seen[flow]);
        seen[flow] = number;
        datagrams++;
      }
    }
    return datagrams;
  }
}
