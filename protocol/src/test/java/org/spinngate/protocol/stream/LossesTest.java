package org.spinngate.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LossesTest {
  private long count;
  private int looks;
  private final Losses losses =
      new Losses(
          () -> {
            looks++;
            return count;
          });

  private boolean recentAt(long millis) {
    return losses.recent(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void aLineThatLostNothingIsClean() {
    assertThat(recentAt(0)).isFalse();
    assertThat(recentAt(10_000)).isFalse();
  }

  @Test
  void aLossIsRememberedForThirtySeconds() {
    recentAt(0);
    count = 1;

    assertThat(recentAt(1_000)).isTrue();
    assertThat(recentAt(30_999)).isTrue();
    assertThat(recentAt(31_000)).isFalse();
  }

  @Test
  void eachLossIsRememberedAnew() {
    count = 1;
    recentAt(0);
    count = 2;
    recentAt(20_000);

    assertThat(recentAt(49_999)).isTrue();
    assertThat(recentAt(50_000)).isFalse();
  }

  @Test
  void theKernelIsAskedOnceInASecond() {
    for (int millis = 0; millis < 3_000; millis++) {
      recentAt(millis);
    }

    assertThat(looks).isEqualTo(3);
  }

  @Test
  void aKernelThatDoesNotTellIsBelievedTheWorst() {
    count = Retransmissions.UNKNOWN;

    assertThat(recentAt(0)).isTrue();
    assertThat(recentAt(100_000)).isTrue();
  }
}
