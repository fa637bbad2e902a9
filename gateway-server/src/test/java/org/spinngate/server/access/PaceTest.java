package org.spinngate.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long TWO_SECONDS = Duration.ofSeconds(2).toNanos();

  private int burst = 3;
  private long now = Long.MAX_VALUE - TWO_SECONDS;
  private final Pace pace = new Pace(5, () -> burst, () -> now);

  private long wait(String user) {
    return Duration.ofNanos(pace.next(user, TWO_SECONDS).orElseThrow()).toMillis();
  }

  @Test
  void someTimesAtOnceAndTheNextOnesOneAfterTheOther() {
    assertThat(new long[] {wait("alice"), wait("alice"), wait("alice")}).containsOnly(0);
    assertThat(wait("alice")).isEqualTo(200);
    assertThat(wait("alice")).isEqualTo(400);
  }

  @Test
  void oneUserDoesNotKeepOthersWaiting() {
    for (int i = 0; i < 10; i++) {
      wait("alice");
    }

    assertThat(wait("bob")).isZero();
  }

  @Test
  void aWaitThatIsTooLongIsRefusedAndDoesNotCount() {
    for (int i = 0; i < 3 + 10; i++) {
      wait("alice");
    }

    assertThat(pace.next("alice", TWO_SECONDS)).isEqualTo(OptionalLong.empty());
    assertThat(pace.next("alice", TWO_SECONDS)).isEqualTo(OptionalLong.empty());
    now += Duration.ofMillis(200).toNanos();
    assertThat(wait("alice")).isEqualTo(2000);
  }

  @Test
  void afterARestAllTimesAreThereAgainAndNoMore() {
    for (int i = 0; i < 5; i++) {
      wait("alice");
    }
    now += Duration.ofMinutes(5).toNanos();

    assertThat(new long[] {wait("alice"), wait("alice"), wait("alice")}).containsOnly(0);
    assertThat(wait("alice")).isEqualTo(200);
  }

  @Test
  void theOperatorMayChangeHowMany() {
    for (int i = 0; i < 3; i++) {
      wait("alice");
    }
    burst = 5;

    assertThat(new long[] {wait("alice"), wait("alice")}).containsOnly(0);
    assertThat(wait("alice")).isEqualTo(200);
  }
}
