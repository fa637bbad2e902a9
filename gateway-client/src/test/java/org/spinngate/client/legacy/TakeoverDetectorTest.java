package org.spinngate.client.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TakeoverDetectorTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final TakeoverDetector takeovers = new TakeoverDetector();

  private void lostOften() {
    for (int time = 0; time < 3; time++) {
      takeovers.lost(SECOND);
    }
  }

  @Test
  void oneOrTwoShortConnectionsMeanNothing() {
    takeovers.lost(SECOND);
    takeovers.lost(SECOND);

    assertThat(takeovers.suspected()).isFalse();
    assertThat(takeovers.pause(Duration.ZERO)).isZero();
  }

  @Test
  void threeInARowMeanAnotherClientAndALongPause() {
    lostOften();

    assertThat(takeovers.suspected()).isTrue();
    assertThat(takeovers.pause(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(30));
    assertThat(takeovers.pause(Duration.ofSeconds(40))).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void aConnectionThatLastedClearsTheSuspicion() {
    lostOften();
    takeovers.lost(100 * SECOND);

    assertThat(takeovers.suspected()).isFalse();
  }

  @Test
  void aServerThatIsGoneWasNotTakenOver() {
    lostOften();
    takeovers.serverGone();

    assertThat(takeovers.suspected()).isFalse();
  }
}
