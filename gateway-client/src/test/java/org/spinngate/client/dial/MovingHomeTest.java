package org.spinngate.client.dial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;

/** The gateway that has the board has ended, and the others do not know it yet. */
class MovingHomeTest extends FacilityBench {
  private static final Ending AT_A = new Ending.Elsewhere("a");

  private void startWithAGone(Ending ending) {
    start();
    end(ending);
    end(AT_A);
    end(AT_A);
    dialled.clear();
  }

  @Test
  void whoWasSentThereAsksAgainAfterAPauseAndIsServed() {
    startWithAGone(REFUSED);
    assertThat(endings).isEmpty();

    pass(249);
    assertThat(dialled).isEmpty();
    pass(1);
    call.served();

    assertThat(dialled).containsExactly("b");
    assertThat(passedOver).containsExactly("a", "b", "c");
  }

  @Test
  void theOneThatEndedIsTriedOnceMoreInEachRoundAsItMayHaveStartedAgain() {
    startWithAGone(REFUSED);
    pass(250);
    end(AT_A);
    end(REFUSED);
    end(AT_A);
    assertThat(dialled).containsExactly("b", "a", "c");

    pass(499);
    assertThat(dialled).hasSize(3);
    pass(1);

    assertThat(dialled).containsExactly("b", "a", "c", "b");
  }

  @Test
  void afterTenSecondsItIsOver() {
    startWithAGone(REFUSED);
    for (int pause : new int[] {250, 500, 1_000, 2_000, 3_000, 3_000}) {
      assertThat(endings).isEmpty();
      pass(pause);
      end(AT_A);
      end(REFUSED);
      end(AT_A);
    }

    assertThat(((Ending.Caused) onlyEnding()).cause()).isEqualTo(CloseCause.ELSEWHERE);
    assertThat(onlyEnding().text()).contains("a:17894: connection refused; b:17894: sends to a");
  }

  @Test
  void soItIsWithAGatewayThatStops() {
    startWithAGone(STOPPING);
    pass(250);

    assertThat(dialled).containsExactly("b");
  }

  @Test
  void whoIsRefusedByTheGatewayThatHasTheBoardHearsItAtOnce() {
    startWithAGone(Ending.of(CloseCause.OVERLOADED));

    assertThat(endings).hasSize(1);
  }

  @Test
  void aGatewayThatSentToItselfAndEndedIsNotThere() {
    gateways = gateways("a");
    start();
    end(AT_A);
    end(REFUSED);

    assertThat(onlyEnding()).isSameAs(REFUSED);
  }

  @Test
  void whoHangsUpInAPauseIsConnectedToNobody() {
    startWithAGone(REFUSED);
    call.hangUp();
    pass(250);

    assertThat(onlyEnding()).isEqualTo(Ending.of(CloseCause.RELEASED));
    assertThat(inner).isEmpty();
    assertThat(dialled).isEmpty();
  }

  @Test
  void whoAbandonsItInAPauseHearsNothing() {
    startWithAGone(REFUSED);
    call.abandon();
    pass(250);

    assertThat(endings).isEmpty();
    assertThat(dialled).isEmpty();
  }
}
