package org.spinngate.client.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RivalsTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Rivals rivals = new Rivals();

  private void lostOften() {
    for (int time = 0; time < 3; time++) {
      rivals.lost(SECOND);
    }
  }

  @Test
  void oneOrTwoShortConnectionsMeanNothing() {
    rivals.lost(SECOND);
    rivals.lost(SECOND);

    assertThat(rivals.suspected()).isFalse();
    assertThat(rivals.pause(Duration.ZERO)).isZero();
  }

  @Test
  void threeInARowMeanAnotherClientAndALongPause() {
    lostOften();

    assertThat(rivals.suspected()).isTrue();
    assertThat(rivals.pause(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(30));
    assertThat(rivals.pause(Duration.ofSeconds(40))).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void aConnectionThatLastedClearsTheSuspicion() {
    lostOften();
    rivals.lost(100 * SECOND);

    assertThat(rivals.suspected()).isFalse();
  }

  @Test
  void aServerThatIsGoneIsNoRival() {
    lostOften();
    rivals.serverGone();

    assertThat(rivals.suspected()).isFalse();
  }
}
