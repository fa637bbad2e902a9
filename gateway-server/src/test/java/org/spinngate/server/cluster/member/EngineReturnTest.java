package org.spinngate.server.cluster.member;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How soon a gateway may speak to boards again when the engine was away. */
class EngineReturnTest extends MembershipBench {
  @Test
  void whenTheEngineIsBackBoardsWaitForABeatAndForNoTurnOfTheClock() {
    Gateway one = gateway("gw1-a");
    pass(5);
    engine.stop();
    pass(60);
    assertThat(one.holds()).isFalse();

    engine.start();
    time.run();

    assertThat(one.holds()).isTrue();
  }
}
