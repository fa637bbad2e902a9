package org.spinngate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

  /** Idle for 12 h and 7 days in all, but 30 min and 8 h while somebody waits. */
  private static TimeLimits fairShare() {
    return new TimeLimits(
        new SessionTimes(
            new SessionTimes.Span(Duration.ofHours(12), Duration.ofDays(7)),
            new SessionTimes.Span(Duration.ofMinutes(30), Duration.ofHours(8)),
            Duration.ofMinutes(2),
            Duration.ZERO,
            Duration.ZERO),
        Duration.ZERO,
        BEGIN);
  }

  @Test
  void aSilentSimulationGoesOnWhileNobodyWaitsForItsBoard() {
    TimeLimits usual = fairShare();

    assertThat(usual.warning(minutes(11 * 60))).isEmpty();
    assertThat(usual.reached(minutes(11 * 60))).isEmpty();
    assertThat(usual.reached(minutes(12 * 60))).contains(CloseCause.IDLE);
  }

  @Test
  void whoIsIdleForLongIsWarnedWhenSomebodyBeginsToWaitAndEndsAfterThat() {
    TimeLimits usual = fairShare();

    usual.wanted(true, minutes(120));

    assertThat(usual.reached(minutes(120))).isEmpty();
    assertThat(usual.warning(minutes(120)))
        .contains(
            "this session is idle, somebody else waits for the board, and ends in 2 min unless a"
                + " datagram passes");
    usual.wanted(true, minutes(121));
    assertThat(usual.reached(after(122 * 60 - 1))).isEmpty();
    assertThat(usual.reached(minutes(122))).contains(CloseCause.IDLE);
  }

  @Test
  void aDatagramAfterTheWarningKeepsTheBoardForAnotherIdleTime() {
    TimeLimits usual = fairShare();
    usual.wanted(true, minutes(120));

    usual.moved(++count, minutes(121));

    assertThat(usual.reached(minutes(150))).isEmpty();
    assertThat(usual.reached(minutes(151))).contains(CloseCause.IDLE);
  }

  @Test
  void whoStopsWaitingTakesTheShorterLimitsAlong() {
    TimeLimits usual = fairShare();
    usual.wanted(true, minutes(120));

    usual.wanted(false, minutes(121));

    assertThat(usual.reached(minutes(200))).isEmpty();
  }

  @Test
  void aBusySessionEndsAtEightHoursIfSomebodyWaitsAndNotBeforeAWarning() {
    TimeLimits usual = fairShare();
    usual.moved(++count, minutes(9 * 60));
    assertThat(usual.reached(minutes(9 * 60))).isEmpty();

    usual.wanted(true, minutes(9 * 60));

    assertThat(usual.warning(minutes(9 * 60)))
        .contains(
            "this session reaches its maximum duration, somebody else waits for the board, and ends"
                + " in 2 min");
    assertThat(usual.reached(minutes(9 * 60 + 1))).isEmpty();
    assertThat(usual.reached(minutes(9 * 60 + 2))).contains(CloseCause.EXPIRED);
  }

  @ParameterizedTest
  @ValueSource(longs = {8, 9, 24 * 365 * 56L, 24 * 365 * 7000L})
  void aSessionThatComesBackAfterARestartIsWarnedBeforeItsEndWhateverTheClockSays(long hours) {
    TimeLimits old =
        new TimeLimits(
            SessionBench.limits(Duration.ZERO, Duration.ofMinutes(2), Duration.ofHours(8)),
            Duration.ofHours(hours),
            BEGIN);

    assertThat(old.reached(BEGIN)).isEmpty();
    assertThat(old.warning(BEGIN)).isPresent();
    assertThat(old.reached(minutes(2))).contains(CloseCause.EXPIRED);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, -24 * 365 * 56L, -24 * 365 * 7000L})
  void aSessionThatBeganInTheFutureIsAsOldAsThisProcessKnows(long hours) {
    TimeLimits odd =
        new TimeLimits(
            SessionBench.limits(Duration.ZERO, Duration.ofMinutes(2), Duration.ofHours(8)),
            Duration.ofHours(hours),
            BEGIN);

    assertThat(odd.reached(minutes(8 * 60 - 1))).isEmpty();
    assertThat(odd.reached(minutes(8 * 60))).contains(CloseCause.EXPIRED);
  }

  @Test
  void aClockThatWasWrongForAgesEndsNothingWithoutLimits() {
    TimeLimits none =
        new TimeLimits(
            SessionBench.limits(Duration.ZERO, Duration.ofMinutes(2), Duration.ZERO),
            Duration.ofDays(365 * 7000L),
            BEGIN);

    assertThat(none.reached(minutes(1))).isEmpty();
  }
}
