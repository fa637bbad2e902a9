package org.spinngate.client.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.Samples;

/** A boot is sent from its start on or not at all, also if the connection or the server fails. */
@ExtendWith(LeakExtension.class)
class BootsAsAWholeTest {
  private static final int FLOW = 3;
  private static final int START = 1;
  private static final int BLOCK = 3;
  private static final int CONTROL = 5;

  private long nanos;
  private final RecordingBootEvents events = new RecordingBootEvents();
  private final BootOutbox outbox = new BootOutbox(() -> nanos, events);
  private BootWay way = new BootWay();
  private int offered;

  private void attach(boolean resumed, int received) {
    way = new BootWay();
    outbox.attach(way, new Opened.Resumption(Samples.TOKEN, resumed, received));
  }

  private void offer(int flow, int opcode, int number) {
    ByteBuf datagram =
        Unpooled.buffer().writeShort(1).writeInt(opcode).writeLong(0).writeInt(number);
    DropReason reason = outbox.offer(flow, 7, datagram);
    datagram.release();
    offered++;
    if (reason != null) {
      events.dropped(reason);
    }
  }

  private void offerBoot(int flow, int first, int blocks) {
    offer(flow, START, first);
    offerRest(flow, first + 1, blocks);
  }

  private void offerRest(int flow, int first, int blocks) {
    for (int block = 0; block < blocks; block++) {
      offer(flow, BLOCK, first + block);
    }
    offer(flow, CONTROL, first + blocks);
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).boxed().toList();
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  private void assertEachIsCountedOnce() {
    int dropped = events.drops.values().stream().mapToInt(Integer::intValue).sum();
    assertThat(events.sent + dropped + outbox.unsent()).isEqualTo(offered);
  }

  @Test
  void aBootThatBeginsBeforeTheFirstConnectionIsKeptAndTold() {
    offerBoot(FLOW, 1, 8);
    attach(false, 0);

    assertThat(way.arrived).isEqualTo(numbers(1, 10));
    assertThat(events.told).containsExactly("waits");
    assertThat(events.sent).isEqualTo(10);
    assertEachIsCountedOnce();
  }

  @Test
  void aBootThatWaitsTooLongIsDroppedAsAWholeAndSoIsItsRest() {
    offer(FLOW, START, 1);
    offer(FLOW, BLOCK, 2);
    pass(Duration.ofSeconds(31));
    attach(false, 0);

    offerRest(FLOW, 3, 4);
    offerBoot(FLOW, 101, 2);

    assertThat(way.arrived).isEqualTo(numbers(101, 104));
    assertThat(events.told).containsExactly("waits", "tunnel-down");
    assertThat(events.drops).isEqualTo(Map.of(DropReason.TUNNEL_DOWN, 7));
    assertEachIsCountedOnce();
  }

  @Test
  void aBootWhoseToolStillSendsIsKeptFromItsStartOn() {
    offer(FLOW, START, 1);
    for (int second = 0; second < 40; second++) {
      pass(Duration.ofSeconds(1));
      offer(FLOW, BLOCK, 2 + second);
    }

    attach(false, 0);

    assertThat(way.arrived).isEqualTo(numbers(1, 41));
  }

  @Test
  void aBootThatNeverLeftIsNotSentLateInAResumedSessionEither() {
    attach(false, 0);
    outbox.detach();
    offerBoot(FLOW, 1, 8);
    pass(Duration.ofMinutes(2));

    attach(true, 0);

    assertThat(way.arrived).isEmpty();
    assertThat(events.drops).isEqualTo(Map.of(DropReason.TUNNEL_DOWN, 10));
    assertEachIsCountedOnce();
  }

  @Test
  void whenThereIsNoRoomABootIsDroppedAsAWhole() {
    for (int boot = 0; boot < 16; boot++) {
      offerBoot(boot + 1, 100 * boot, 30);
    }
    offerBoot(17, 5000, 30);
    attach(false, 0);
    for (int boot = 0; boot < 16; boot++) {
      outbox.taken(boot + 1, 32);
    }

    assertThat(way.arrived).hasSize(512).doesNotContain(5000, 5001, 5031);
    assertThat(events.drops).isEqualTo(Map.of(DropReason.BOOT_QUEUE_FULL, 32));
    assertThat(events.told).containsOnlyOnce("boot-queue-full");
    assertEachIsCountedOnce();
  }

  @Test
  void packetsWithoutAStartAreDroppedAndToldOnce() {
    attach(false, 0);

    offerRest(FLOW, 2, 8);

    assertThat(way.arrived).isEmpty();
    assertThat(events.drops).isEqualTo(Map.of(DropReason.BOOT_WITHOUT_START, 9));
    assertThat(events.told).containsExactly("boot-without-start");
  }

  @Test
  void theBootOfAForgottenApplicationIsNeverSentWithoutItsHead() {
    attach(false, 0);
    offerBoot(4, 1001, 62);
    offerBoot(FLOW, 1, 8);

    outbox.forget(FLOW);
    outbox.taken(4, 64);

    assertThat(way.arrived).doesNotContainAnyElementsOf(numbers(1, 10));
    assertThat(events.drops).isEqualTo(Map.of(DropReason.FLOW_LIMIT, 10));
    assertEachIsCountedOnce();
  }

  @Test
  void whatAForgottenApplicationHasSentIsNotSentAgain() {
    attach(false, 0);
    offerBoot(FLOW, 1, 8);
    outbox.forget(FLOW);
    outbox.detach();
    offerBoot(4, 101, 1);

    attach(true, 5);

    assertThat(way.arrived).isEqualTo(numbers(101, 103));
    outbox.detach();
    attach(true, 7);
    assertThat(way.arrived).isEqualTo(List.of(103));
  }

  @Test
  void aNewServerGetsNoTailOfABootWhoseHeadIsNotKeptAnyMore() {
    attach(false, 0);
    offerBoot(FLOW, 1, 8);
    outbox.taken(FLOW, 6);
    pass(Duration.ofSeconds(6));
    outbox.taken(FLOW, 7);
    outbox.detach();

    attach(false, 0);

    assertThat(way.arrived).isIn(List.of(), numbers(1, 10));
  }

  @Test
  void aNewServerGetsNoTailOfABootThatAnotherHasFollowed() {
    attach(false, 0);
    offer(FLOW, START, 1);
    offer(FLOW, BLOCK, 2);
    offer(FLOW, BLOCK, 3);
    outbox.taken(FLOW, 2);
    offerBoot(FLOW, 101, 2);
    outbox.taken(FLOW, 2);
    outbox.detach();

    attach(false, 0);

    assertThat(way.arrived).isEqualTo(numbers(101, 104));
  }

  @Test
  void aServerThatDoesNotSayWhatItTookHoldsTheNextBootUpForSomeSecondsOnly() {
    attach(false, 0);
    offerBoot(1, 1, 30);
    offerBoot(2, 101, 30);
    offerBoot(3, 201, 2);
    assertThat(way.arrived).hasSize(64);
    assertThat(events.heldUpNanos).isEqualTo(BootDatagram.PATIENCE_NANOS);

    pass(Duration.ofNanos(events.heldUpNanos));
    outbox.retry();

    assertThat(way.arrived).hasSize(68).endsWith(201, 202, 203, 204);
  }

  @Test
  void aServerThatNeverSaysAnythingGetsEveryBoot() {
    attach(false, 0);
    for (int boot = 0; boot < 100; boot++) {
      offerBoot(boot + 1, 100 * boot, 30);
      pass(Duration.ofSeconds(11));
    }
    outbox.retry();

    assertThat(way.arrived).hasSize(3200);
    assertThat(events.drops).isEmpty();
  }

  @Test
  void aServerThatCountsAFlowFromTheBeginningAgainIsUnderstood() {
    attach(false, 0);
    for (int boot = 0; boot < 80; boot++) {
      offerBoot(FLOW, 100 * boot, 0);
      outbox.taken(FLOW, 1);
      outbox.taken(FLOW, 2);
    }

    assertThat(way.arrived).hasSize(160);
  }

  @Test
  void whatWasNotWaitedForAndGotLostDoesNotShiftTheCounts() {
    attach(false, 0);
    offerBoot(1, 1, 2);
    pass(Duration.ofSeconds(11));
    outbox.retry();
    outbox.detach();
    offerBoot(2, 101, 2);

    attach(true, 0);
    assertThat(way.arrived).isEqualTo(numbers(101, 104));
    outbox.detach();
    attach(true, 2);

    assertThat(way.arrived).isEqualTo(numbers(103, 104));
  }
}
