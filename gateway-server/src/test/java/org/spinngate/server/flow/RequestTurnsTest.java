package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.ScpMessage;

@ExtendWith(LeakExtension.class)
class RequestTurnsTest extends RequestBench {
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
  void aBoardThatFillsInNoTagAnswersTooAndSoDoesAnEcho() {
    ask(1, 1, 2, 3, 4);

    bench.socket(0).receive(untagged(1));
    bench.socket(0).receive(ScpMessage.request(READ, 2));
    time.run();

    assertThat(leftFrom(0)).containsExactly(1, 2, 3, 4);
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

  private static byte[] untagged(int sequence) {
    byte[] reply = ScpMessage.request(ScpMessage.OK, sequence);
    reply[2] = 0x07;
    return reply;
  }
}
