package org.spinngate.server.cluster.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.spinngate.server.cluster.member.Schedule.Flaw;

/**
 * A board has at most one home that may speak to it, in every schedule and with clocks and ttls
 * that differ.
 */
class SafeIntervalsTest {
  private static final int SCHEDULES = 100_000;

  @Test
  void whoLostABoardHasStoppedBefore() {
    long fences = 0;
    for (long seed = 0; seed < SCHEDULES; seed++) {
      Schedule schedule = Schedule.play(seed, Flaw.NONE);
      if (schedule.overlap()) {
        fail("seed " + seed);
      }
      fences += schedule.fences();
    }

    assertThat(fences).as("there was something to be seen").isGreaterThan(SCHEDULES / 10);
  }

  @Test
  void withoutAGuardOneDoesNotStopInTime() {
    assertThat(overlaps(Flaw.NO_GUARD)).isPositive();
  }

  @Test
  void whoCountsFromTheAnswerDoesNotStopInTime() {
    assertThat(overlaps(Flaw.COUNTED_FROM_THE_ANSWER)).isPositive();
  }

  @Test
  void whoWatchesAnotherByItsOwnShorterTtlDoesNotWaitLongEnough() {
    assertThat(overlaps(Flaw.WATCHED_BY_ITS_OWN_TTL)).isPositive();
  }

  private static long overlaps(Flaw flaw) {
    return LongStream.range(0, SCHEDULES / 50)
        .filter(seed -> Schedule.play(seed, flaw).overlap())
        .count();
  }
}
