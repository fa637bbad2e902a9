package org.spinngate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;

class TimeLimitsTest {
  private long count;

  private static final long BEGIN = -1_000_000_000_000L;

  private final TimeLimits limits =
      new TimeLimits(
          SessionBench.limits(Duration.ofMinutes(30), Duration.ofMinutes(2), Duration.ofHours(8)),
          Duration.ZERO,
          BEGIN);

  private static long after(long seconds) {
    return BEGIN + Duration.ofSeconds(seconds).toNanos();
  }

  private static long minutes(long minutes) {
    return after(60 * minutes);
  }

  @Test
  void anIdleSessionEndsAtItsLimitAndNotBefore() {
    assertThat(limits.reached(after(30 * 60 - 1))).isEmpty();
    assertThat(limits.reached(minutes(30))).contains(CloseCause.IDLE);
    assertThat(limits.idle(minutes(30))).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void everyDatagramBeginsTheIdleTimeAnew() {
    limits.moved(++count, minutes(29));

    assertThat(limits.reached(minutes(58))).isEmpty();
    assertThat(limits.reached(minutes(59))).contains(CloseCause.IDLE);
  }

  @Test
  void theUserIsWarnedOfTheIdleEndOnce() {
    assertThat(limits.warning(after(28 * 60 - 1))).isEmpty();

    assertThat(limits.warning(minutes(28)))
        .contains("this session is idle and ends in 2 min unless a datagram passes");
    assertThat(limits.warning(minutes(29))).isEmpty();
  }

  @Test
  void aSecondIdleTimeIsWarnedOfAgain() {
    limits.warning(minutes(28));
    limits.moved(++count, minutes(29));

    assertThat(limits.warning(minutes(57))).isPresent();
  }

  @Test
  void aBusySessionEndsAtItsMaximumDurationWithAWarning() {
    limits.moved(++count, minutes(8 * 60 - 3));
    assertThat(limits.warning(minutes(8 * 60 - 2)))
        .contains("this session reaches its maximum duration and ends in 2 min");
    assertThat(limits.warning(minutes(8 * 60 - 1))).isEmpty();

    assertThat(limits.reached(minutes(8 * 60))).contains(CloseCause.EXPIRED);
  }

  @Test
  void zeroMeansNoLimit() {
    TimeLimits none =
        new TimeLimits(
            SessionBench.limits(Duration.ZERO, Duration.ofMinutes(2), Duration.ZERO),
            Duration.ZERO,
            BEGIN);

    assertThat(none.reached(minutes(1_000_000))).isEmpty();
    assertThat(none.warning(minutes(1_000_000))).isEmpty();
  }

  @Test
  void aLimitShorterThanTheWarningEndsWithoutOne() {
    TimeLimits brief =
        new TimeLimits(
            SessionBench.limits(Duration.ZERO, Duration.ofMinutes(2), Duration.ofMinutes(1)),
            Duration.ZERO,
            BEGIN);

    assertThat(brief.warning(after(59))).isEmpty();
    assertThat(brief.reached(after(60))).contains(CloseCause.EXPIRED);
  }

  @Test
  void aShortWarningIsToldInSeconds() {
    TimeLimits seconds =
        new TimeLimits(
            SessionBench.limits(Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ZERO),
            Duration.ZERO,
            BEGIN);

    assertThat(seconds.warning(after(50)))
        .hasValueSatisfying(words -> assertThat(words).contains("in 10 s"));
  }
}
