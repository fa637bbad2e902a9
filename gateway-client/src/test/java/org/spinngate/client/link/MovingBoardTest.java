package org.spinngate.client.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.CloseCause;

/** A link whose gateway is gone, while the others find out that it is. */
class MovingBoardTest extends LinkBench {
  private static final Duration SHORT = Duration.ofSeconds(3);

  /** Another attempt comes to nothing; returns the pause after it, which passes. */
  private Duration fail(Ending why) {
    int before = calls.size();
    call().caller.ended(why);
    Duration pause = ((LinkState.Waiting) events.latest()).pause();
    pass(pause);
    assertThat(calls).hasSize(before + 1);
    return pause;
  }

  private Duration longestPauseOfAMinute(Ending why) {
    up();
    fail(LOST);
    Duration longest = Duration.ZERO;
    Duration passed = Duration.ZERO;
    while (passed.compareTo(Duration.ofSeconds(55)) < 0) {
      Duration pause = fail(why);
      passed = passed.plus(pause);
      longest = pause.compareTo(longest) > 0 ? pause : longest;
    }
    return longest;
  }

  @ParameterizedTest
  @EnumSource(
      value = CloseCause.class,
      names = {"ELSEWHERE", "NO_QUORUM"})
  void thePausesStayShortForAMinuteAndGrowThen(CloseCause cause) {
    assertThat(longestPauseOfAMinute(Ending.of(cause))).isEqualTo(SHORT);

    pass(Duration.ofSeconds(10));

    assertThat(fail(Ending.of(cause))).isGreaterThan(SHORT);
  }

  @ParameterizedTest
  @EnumSource(
      value = CloseCause.class,
      names = {"STOPPING", "LOST"})
  void othersAreFollowedByPausesThatGrow(CloseCause cause) {
    assertThat(longestPauseOfAMinute(Ending.of(cause))).isGreaterThan(SHORT);
  }
}
