package org.spinngate.protocol.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CongestionWatchTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long START = Long.MAX_VALUE - 3 * SECOND;

  private final CongestionWatch line = new CongestionWatch();

  @Test
  void aLineThatLosesAsMuchAtAnyRateIsNotFull() {
    line.measured(0.03, 100_000, START);
    line.measured(0.05, 1_000_000, START + SECOND);
    line.measured(0.08, 5_000_000, START + 2 * SECOND);

    assertThat(line.isCongested(START + 2 * SECOND)).isFalse();
  }

  @Test
  void lossThatGrowsWithTheRateMeansAFullLineForTwoSeconds() {
    line.measured(0.01, 1_000_000, START);
    line.measured(0.09, 2_000_000, START + SECOND);

    assertThat(line.isCongested(START + SECOND)).isTrue();
    assertThat(line.isCongested(START + 3 * SECOND - 1)).isTrue();
    assertThat(line.isCongested(START + 3 * SECOND)).isFalse();
  }

  @Test
  void moreLossAtTheSameRateIsAWorseLine() {
    line.measured(0.01, 1_000_000, START);
    line.measured(0.09, 1_100_000, START + SECOND);

    assertThat(line.isCongested(START + SECOND)).isFalse();
  }

  @Test
  void aFifthLostIsTooMuchForAnyLine() {
    line.measured(0.21, 1_000_000, START);

    assertThat(line.isCongested(START)).isTrue();
  }

  @Test
  void whoSendsLittleDoesNotFillALine() {
    line.measured(0, 1_000, START);
    line.measured(0.9, 200_000, START);

    assertThat(line.isCongested(START)).isFalse();
  }

  @Test
  void whatTheLineLostLongAgoDoesNotCount() {
    line.measured(0.01, 1_000_000, START);
    line.measured(0.09, 2_000_000, START + 30 * SECOND);

    assertThat(line.isCongested(START + 30 * SECOND)).isFalse();
  }
}
