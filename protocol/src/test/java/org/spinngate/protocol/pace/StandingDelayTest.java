package org.spinngate.protocol.pace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How long a queue on a line is, by the shortest way there ever was. */
class StandingDelayTest {
  private static final int OTHER_CLOCK = Integer.MAX_VALUE - 100;
  private static final int MINUTE = 60_000;

  private final StandingDelay delay = new StandingDelay();

  private int after(long millis, int way) {
    return delay.of(millis + way, (int) millis + OTHER_CLOCK);
  }

  @Test
  void theShortestWayHasNone() {
    assertThat(after(0, 30)).isZero();
    assertThat(after(100, 20)).isZero();
    assertThat(after(200, 90)).isEqualTo(70);
  }

  @Test
  void aQueueThatStaysForMinutesIsNotUsual() {
    after(0, 20);

    assertThat(after(3 * MINUTE, 100)).isGreaterThan(60);
  }

  @Test
  void aWayThatIsLongerForGoodIsUsualInTheEnd() {
    after(0, 20);

    assertThat(after(15 * MINUTE, 100)).isZero();
  }

  @Test
  void clocksThatDriftApartMakeNoQueue() {
    for (int second = 0; second < 10_000; second++) {
      assertThat(after(second * 1_000L, 20 + second / 11)).isLessThan(2);
    }
  }
}
