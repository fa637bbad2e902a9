package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.ScpMessage;
import org.spinngate.server.testing.TestLoop;

@ExtendWith(LeakExtension.class)
class RequestQueueTest {
  private static final int READ = 2;

  private final RecordingListener alice = new RecordingListener();
  private final RecordingListener bob = new RecordingListener();
  private final FlowBench bench = FlowBench.withWindow(2);
  private final TestLoop time = bench.time();
  private final FlowTable flows = bench.table("alice", alice);
  private final FlowTable bobs = bench.table("bob", bob);

  @AfterEach
  void end() {
    flows.closeAll();
    bobs.closeAll();
  }

  private static ByteBuf request(int sequence) {
    return Unpooled.wrappedBuffer(ScpMessage.request(READ, sequence));
  }

  private static ByteBuf event(int sequence) {
    return request(sequence).setByte(2, 0x07);
  }

  private static byte[] reply(int sequence) {
    byte[] reply = ScpMessage.request(ScpMessage.OK, sequence);
    reply[2] = 0x07;
    reply[3] = 0x0A;
    reply[4] = -1;
    return reply;
  }

  private void ask(int flow, int... sequences) {
    for (int sequence : sequences) {
      flows.sendScp(flow, request(sequence));
    }
    flows.flush();
  }

  private void answer(int socket, int sequence) {
    bench.socket(socket).receive(reply(sequence));
    time.run();
  }

  private List<Integer> leftFrom(int socket) {
    return bench.socket(socket).sent().stream()
        .map(sent -> ScpMessage.sequence(sent.bytes()))
        .toList();
  }

  @Test
  void whatTheBoardCannotAnswerWaitsForAReply() {
    ask(1, 1, 2, 3, 4);
    assertThat(leftFrom(0)).containsExactly(1, 2);

    answer(0, 2);
    assertThat(leftFrom(0)).containsExactly(1, 2, 3);
    answer(0, 1);

    assertThat(leftFrom(0)).containsExactly(1, 2, 3, 4);
    assertThat(alice.drops()).isEmpty();
    assertThat(alice.fromBoard()).hasSize(2);
  }

  @Test
  void theWindowIsOneForAllSessionsOfTheBoard() {
    ask(1, 1, 2);
    bobs.sendScp(1, request(7));
    bobs.flush();
    assertThat(leftFrom(1)).isEmpty();

    answer(0, 1);

    assertThat(leftFrom(1)).containsExactly(7);
  }

  @Test
  void flowsTakeTurns() {
    ask(1, 1, 2, 3, 4, 5);
    bobs.sendScp(1, request(7));
    bobs.flush();

    answer(0, 1);
    answer(0, 2);

    assertThat(leftFrom(0)).containsExactly(1, 2, 3);
    assertThat(leftFrom(1)).containsExactly(7);
  }

  @Test
  void aRequestThatWaitsTooLongIsDroppedAndCountedAtItsSession() {
    ask(1, 1, 2);
    bobs.sendScp(1, request(7));
    time.pass(Duration.ofMillis(60));
    bobs.sendScp(1, request(8));

    time.pass(Duration.ofMillis(38));
    assertThat(bob.drops()).isEmpty();
    time.pass(Duration.ofMillis(1));
    assertThat(bob.drops()).isEqualTo(Map.of(DropReason.WINDOW_FULL, 1));
    answer(0, 1);

    assertThat(leftFrom(1)).containsExactly(8);
    assertThat(alice.drops()).isEmpty();
  }

  @Test
  void aServerThatStoodStillForAMomentDropsNothingForThat() {
    ask(1, 1, 2, 3, 4);

    time.jump(Duration.ofMillis(300));
    time.pass(Duration.ofMillis(60));
    answer(0, 1);
    answer(0, 2);

    assertThat(leftFrom(0)).containsExactly(1, 2, 3, 4);
    assertThat(alice.drops()).isEmpty();
  }

  @Test
  void whatToolsHaveLongAskedAgainIsNotDelivered() {
    ask(1, 1, 2, 3, 4);

    time.jump(Duration.ofMillis(400));
    answer(0, 1);
    answer(0, 2);

    assertThat(leftFrom(0)).containsExactly(1, 2);
    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.WINDOW_FULL, 2));
  }

  @Test
  void aBoardThatAnswersNothingIsAskedAgainWhenItHasGivenUp() {
    ask(1, 1, 2);
    time.pass(Duration.ofMillis(2500));

    ask(1, 3);
    time.pass(Duration.ofMillis(59));
    assertThat(leftFrom(0)).containsExactly(1, 2);
    time.pass(Duration.ofMillis(1));

    assertThat(leftFrom(0)).containsExactly(1, 2, 3);
    assertThat(alice.drops()).isEmpty();
  }

  @Test
  void aRepetitionOfWhatStillWaitsIsDropped() {
    ask(1, 1, 2, 3, 3, 4, 3);

    answer(0, 1);
    answer(0, 2);

    assertThat(leftFrom(0)).containsExactly(1, 2, 3, 4);
    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.COALESCED, 2));
  }

  @Test
  void equalBytesOnAnotherFlowAreAnotherRequest() {
    ask(1, 1, 2);
    ask(2, 3);
    ask(3, 3);

    answer(0, 1);
    answer(0, 2);

    assertThat(leftFrom(1)).containsExactly(3);
    assertThat(leftFrom(2)).containsExactly(3);
  }

  @Test
  void whatExpectsNoReplyNeedsNoSlotAndKeepsItsPlaceInItsFlow() {
    ask(1, 1, 2, 3);
    flows.sendScp(1, event(50));
    flows.sendScp(1, event(50));
    flows.sendScp(2, event(60));
    flows.flush();
    assertThat(leftFrom(0)).containsExactly(1, 2);
    assertThat(leftFrom(1)).containsExactly(60);

    answer(0, 1);

    assertThat(leftFrom(0)).containsExactly(1, 2, 3, 50, 50);
    assertThat(alice.drops()).isEmpty();
  }

  @Test
  void whatExpectsNoReplyIsNeverTooLate() {
    ask(1, 1, 2, 3);
    flows.sendScp(1, event(50));

    time.pass(Duration.ofMillis(100));

    assertThat(leftFrom(0)).containsExactly(1, 2, 50);
    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.WINDOW_FULL, 1));
  }

  @Test
  void aToolThatRepeatsEverythingAtOnceIsNotHeldUpByItself() {
    ask(1, 1, 2);
    time.pass(Duration.ofSeconds(1));

    ask(1, 1, 2);

    assertThat(leftFrom(0)).containsExactly(1, 2, 1, 2);
    assertThat(alice.drops()).isEmpty();
  }

  @Test
  void aFlowKeepsNoMoreThanSoManyWaiting() {
    ask(1, 1, 2);
    for (int i = 0; i < 130; i++) {
      ask(1, 100 + i);
    }

    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.WINDOW_FULL, 2));
  }

  @Test
  void aFlowThatClosesGivesItsPlaceUpAndDropsWhatWaits() {
    ask(1, 1, 2);
    ask(2, 3, 4);
    bobs.sendScp(1, request(7));

    flows.close(Service.SCP, 2);
    answer(0, 1);

    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.SESSION_ENDED, 2));
    assertThat(leftFrom(2)).containsExactly(7);
  }

  @Test
  void afterASessionTheBoardHasItsTagsForAsLongAsItKeepsThem() {
    ask(1, 1, 2);
    flows.closeAll();
    time.pass(Duration.ofMillis(2500));

    bobs.sendScp(1, request(7));
    bobs.flush();
    assertThat(leftFrom(1)).isEmpty();
    time.pass(Duration.ofMillis(60));

    assertThat(leftFrom(1)).containsExactly(7);
  }

  @Test
  void aBoardThatIsNotThereHoldsNothingUp() {
    ask(1, 1, 2, 3);

    bench.socket(0).fail(new PortUnreachableException("refused"));
    time.run();

    assertThat(leftFrom(0)).containsExactly(1, 2, 3);
    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.BOARD_UNREACHABLE, 1));
  }

  @Test
  void withoutAWindowEverythingLeavesAtOnce() {
    FlowBench open = FlowBench.withWindow(0);
    FlowTable table = open.table("alice", alice);
    for (int i = 0; i < 300; i++) {
      table.sendScp(1, request(i));
    }
    table.flush();

    assertThat(open.socket(0).sent()).hasSize(300);
    table.closeAll();
  }

  @Test
  void whateverHappensEachDatagramLeavesOnceOrIsCountedAndOrderStays() {
    SplittableRandom random = new SplittableRandom(3);
    List<Integer> sent = new ArrayList<>(List.of(0));
    flows.sendScp(1, event(0));
    flows.flush();

    for (int i = 1; i < 4_000; i++) {
      int action = random.nextInt(10);
      if (action < 6) {
        sent.add(i);
        flows.sendScp(1, action == 0 ? event(i) : request(i));
      } else if (action < 9) {
        answer(0, leftFrom(0).get(leftFrom(0).size() - 1));
      } else {
        time.pass(Duration.ofMillis(random.nextInt(150)));
      }
      flows.flush();
    }
    time.pass(Duration.ofMillis(100));

    List<Integer> left = leftFrom(0);
    assertThat(left).isSorted().doesNotHaveDuplicates();
    assertThat(left.size() + alice.drops().get(DropReason.WINDOW_FULL)).isEqualTo(sent.size());
  }
}
