package org.spinngate.client.dial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A gateway that takes connections and says nothing, or whose machine has no power. */
class SilentGatewaysTest extends FacilityBench {
  @Test
  void aGatewayThatSaysNothingIsPassedOverForTheNext() {
    start();
    pass(SilentGateways.PATIENCE_MILLIS - 1);
    assertThat(dialled).containsExactly("a");
    pass(1);

    assertThat(dialled).containsExactly("a", "b");
    assertThat(inner).containsExactly("abandon");
    assertThat(passedOver).containsExactly("a");
    assertThat(endings).isEmpty();
  }

  @Test
  void whoHasAnsweredIsNotPassedOver() {
    start();
    present.connected();
    pass(10 * SilentGateways.PATIENCE_MILLIS);

    assertThat(dialled).containsExactly("a");
    assertThat(inner).isEmpty();
  }

  @Test
  void theLastOneHasAllItsTimeAndThenThoseThatWerePassedOver() {
    start();
    pass(SilentGateways.PATIENCE_MILLIS);
    pass(SilentGateways.PATIENCE_MILLIS);
    pass(10 * SilentGateways.PATIENCE_MILLIS);
    assertThat(dialled).containsExactly("a", "b", "c");

    end(REFUSED);
    pass(10 * SilentGateways.PATIENCE_MILLIS);
    assertThat(dialled).containsExactly("a", "b", "c", "a");
    end(REFUSED);
    present.connected();
    call.served();

    assertThat(dialled).containsExactly("a", "b", "c", "a", "b");
    assertThat(endings).isEmpty();
  }

  @Test
  void whenNoneAnswersTheReasonsAreThoseOfTheLastAttempts() {
    gateways = gateways("a", "b");
    start();
    pass(SilentGateways.PATIENCE_MILLIS);
    end(REFUSED);
    end(new Ending.Unreachable("it says nothing", "no answer within 5 s"));

    assertThat(onlyEnding().text())
        .contains("a:17894: no answer within 5 s; b:17894: connection refused");
  }

  @Test
  void theOnlyGatewayHasAllItsTime() {
    gateways = gateways("a");
    start();
    pass(10 * SilentGateways.PATIENCE_MILLIS);

    assertThat(dialled).containsExactly("a");
    assertThat(inner).isEmpty();
  }

  @Test
  void oneThatAnotherSendsToHasAllItsTime() {
    start();
    end(new Ending.Elsewhere("c"));
    pass(10 * SilentGateways.PATIENCE_MILLIS);

    assertThat(dialled).containsExactly("a", "c");
  }

  @Test
  void aHomeThatIsSilentIsNotWaitedForBeforeTheOthersAreAskedAgain() {
    start();
    pass(SilentGateways.PATIENCE_MILLIS);
    end(new Ending.Elsewhere("a"));
    end(new Ending.Elsewhere("a"));
    assertThat(dialled).containsExactly("a", "b", "c");
    pass(250);

    assertThat(dialled).containsExactly("a", "b", "c", "b");
  }

  @Test
  void whoHangsUpIsPassedToNobody() {
    start();
    call.hangUp();
    pass(SilentGateways.PATIENCE_MILLIS);

    assertThat(dialled).containsExactly("a");
  }
}
