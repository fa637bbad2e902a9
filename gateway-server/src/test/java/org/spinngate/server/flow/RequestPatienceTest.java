package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.testing.LeakExtension;

/** How long a request waits for its turn. */
@ExtendWith(LeakExtension.class)
class RequestPatienceTest extends RequestBench {
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
  void whatExpectsNoReplyIsNeverTooLate() {
    ask(1, 1, 2, 3);
    flows.sendScp(1, event(50));

    time.pass(Duration.ofMillis(100));

    assertThat(leftFrom(0)).containsExactly(1, 2, 50);
    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.WINDOW_FULL, 1));
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
}
