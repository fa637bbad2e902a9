package org.spinngate.protocol.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RedundancyTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** The clock overflows within some tests, as a monotonic clock may. */
  private static final long START = Long.MAX_VALUE - SECOND;

  private final Redundancy redundancy = new Redundancy();

  private void measured(int packets, int again, int missing, int missingOfAll, long at) {
    redundancy.measured(packets, again, missing, missingOfAll, START + at);
  }

  private long nextSecond = START + 10 * SECOND;

  @Test
  void nothingIsCopiedBeforeAnythingIsLost() {
    assertThat(redundancy.copies()).isZero();
    measured(10_000, 0, 0, 0, 0);
    assertThat(redundancy.copies()).isZero();
  }

  @Test
  void overHalfAPercentEachPacketLeavesTwice() {
    measured(1_000, 0, 6, 6, 0);

    assertThat(redundancy.copies()).isEqualTo(1);
  }

  @Test
  void upToHalfAPercentIsBorne() {
    for (int i = 0; i < 100; i++) {
      measured(1_000, 0, 5, 5, i);
    }

    assertThat(redundancy.copies()).isZero();
  }

  @Test
  void oneLostPacketIsNoLossyLine() {
    measured(2, 0, 1, 1, 0);
    measured(198, 0, 0, 0, 1);

    assertThat(redundancy.copies()).isZero();
  }

  @Test
  void threeLostOfFewAreEnough() {
    measured(20, 0, 1, 1, 0);
    measured(20, 0, 1, 1, 1);
    assertThat(redundancy.copies()).isZero();

    measured(20, 0, 1, 1, 2);

    assertThat(redundancy.copies()).isEqualTo(1);
  }

  @Test
  void smallMeasurementsCountTogether() {
    for (int i = 0; i < 10; i++) {
      measured(20, 0, i % 5 == 0 ? 1 : 0, i % 5 == 0 ? 1 : 0, i);
    }

    assertThat(redundancy.copies()).isEqualTo(1);
  }

  @Test
  void packetsThatAreLostWithTheirCopiesAreCopiedMore() {
    measured(1_000, 0, 20, 20, 0);
    measured(1_000, 1_000, 10, 40, SECOND);
    assertThat(redundancy.copies()).isEqualTo(2);

    measured(1_000, 2_000, 10, 60, 2 * SECOND);
    assertThat(redundancy.copies()).isEqualTo(4);
    measured(1_000, 4_000, 10, 100, 3 * SECOND);

    assertThat(redundancy.copies()).isEqualTo(4);
  }

  @Test
  void lossThatCopiesRepairNeedsNoMoreOfThem() {
    measured(1_000, 0, 20, 20, 0);
    for (int i = 1; i < 100; i++) {
      measured(1_000, 1_000, 1, 40, i * SECOND);
    }

    assertThat(redundancy.copies()).isEqualTo(1);
  }

  @Test
  void after30CleanSecondsEachPacketLeavesOnceAgain() {
    measured(1_000, 0, 20, 20, 0);

    measured(1_000, 1_000, 0, 0, 30 * SECOND - 1);
    assertThat(redundancy.copies()).isEqualTo(1);
    measured(1_000, 1_000, 0, 0, 30 * SECOND);

    assertThat(redundancy.copies()).isZero();
  }

  @Test
  void lossInTheMeantimeMakesTheCleanTimeBeginAnew() {
    measured(1_000, 0, 20, 20, 0);
    measured(1_000, 1_000, 0, 40, 20 * SECOND);

    measured(1_000, 1_000, 0, 0, 40 * SECOND);
    assertThat(redundancy.copies()).isEqualTo(1);
    measured(1_000, 1_000, 0, 0, 50 * SECOND);

    assertThat(redundancy.copies()).isZero();
  }

  @Test
  void farMoreLossThanAtFirstMeansThatTheCopiesFillTheLine() {
    measured(1_000, 0, 20, 20, 0);

    measured(1_000, 1_000, 100, 400, SECOND);

    assertThat(redundancy.copies()).isZero();
  }

  @Test
  void tenSecondsAfterAnInterruptionALossyLineGetsItsCopiesBack() {
    measured(1_000, 0, 20, 20, 0);
    measured(1_000, 1_000, 900, 1_900, SECOND);

    measured(1_000, 0, 20, 20, 11 * SECOND - 1);
    assertThat(redundancy.copies()).isZero();
    measured(1_000, 0, 20, 20, 11 * SECOND);

    assertThat(redundancy.copies()).isEqualTo(1);
  }

  @Test
  void aLineThatStaysFarWorseGetsNoCopies() {
    measured(1_000, 0, 20, 20, 0);

    for (int second = 1; second < 60; second++) {
      measured(1_000, 0, 400, 400, second * SECOND);
    }

    assertThat(redundancy.copies()).isZero();
  }

  @Test
  void aFewLostTogetherAreNotYetFarMore() {
    measured(1_000, 0, 20, 20, 0);

    measured(5, 5, 5, 10, SECOND);

    assertThat(redundancy.copies()).isGreaterThan(0);
  }

  @Test
  void theRateIsFiveMegabytesASecondWithASmallBurst() {
    long copied = 0;
    for (long micros = 0; micros < 10_000_000; micros += 100) {
      long now = START + TimeUnit.MICROSECONDS.toNanos(micros);
      if (redundancy.mayCopy(now)) {
        redundancy.pay(1_000, now);
        copied += 1_000;
      }
    }

    assertThat(copied).isBetween(50_000_000L, 51_010_000L);
  }

  @Test
  void whatMustLeaveAnywayIsPaidFor() {
    redundancy.pay(5_000_000, START);

    assertThat(redundancy.mayCopy(START + SECOND / 2)).isFalse();
    assertThat(redundancy.mayCopy(START + SECOND)).isTrue();
  }

  @Test
  void theTimeInWhichNothingLeftIsNotSavedUp() {
    redundancy.pay(1_000, START);
    redundancy.pay(1_000_000, START + 3_600 * SECOND);

    assertThat(redundancy.mayCopy(START + 3_600 * SECOND)).isFalse();
  }

  @Test
  void whereLittleIsSentEachPacketIsSentThreeTimes() {
    measured(1_000, 0, 20, 20, 0);

    assertThat(copiesAtRate(100_000)).isEqualTo(2);
    assertThat(copiesAtRate(1_000_000)).isEqualTo(1);
  }

  @Test
  void noMoreCopiesAreMadeThanFitTheRate() {
    measured(1_000, 0, 20, 20, 0);
    measured(500, 500, 50, 60, SECOND);
    measured(500, 1_000, 50, 60, SECOND);

    assertThat(redundancy.copies()).isEqualTo(4);
    assertThat(copiesAtRate(500_000)).isEqualTo(4);
    assertThat(copiesAtRate(1_500_000)).isEqualTo(2);
    assertThat(copiesAtRate(3_000_000)).isZero();
  }

  @Test
  void aStreamHasNoCopiesIfWhatIsLostCanBeAskedFor() {
    measured(1_000, 0, 20, 20, 0);

    redundancy.talked(1_000, 100, true, START);
    assertThat(copiesAtRate(1_000_000)).isZero();
    assertThat(copiesAtRate(100_000)).as("little").isEqualTo(2);
    redundancy.talked(2_000, 200, false, START + SECOND);

    assertThat(copiesAtRate(1_000_000)).as("by a peer that does not ask").isEqualTo(1);
  }

  @Test
  void requestsAndRepliesHaveCopies() {
    measured(1_000, 0, 20, 20, 0);

    redundancy.talked(1_000, 900, true, START);

    assertThat(copiesAtRate(1_000_000)).isEqualTo(1);
  }

  @Test
  void aStreamThatHasJustBegunIsNotLittle() {
    measured(1_000, 0, 20, 20, 0);
    redundancy.talked(1_000, 100, true, START);

    for (int i = 0; i < 70; i++) {
      redundancy.copiesOf(1_000, START);
    }

    assertThat(redundancy.copiesOf(1_000, START)).isZero();
  }

  @Test
  void nothingIsSentTwiceWhileTheLineSeemsFull() {
    copiesAtRate(1_000_000);
    assertThat(redundancy.mayResend(START)).isTrue();

    measured(1_000, 0, 300, 300, 0);

    assertThat(redundancy.mayResend(START)).isFalse();
    assertThat(redundancy.mayCopy(START)).isFalse();
    assertThat(redundancy.mayResend(START + 2 * SECOND)).isTrue();
  }

  @Test
  void anInterruptionStopsResendingForTwoSecondsAndCopiesForTen() {
    copiesAtRate(1_000_000);
    measured(1_000, 0, 20, 20, 0);
    measured(1_000, 0, 300, 300, SECOND);

    assertThat(redundancy.mayResend(START + 3 * SECOND - 1)).isFalse();
    assertThat(redundancy.mayResend(START + 3 * SECOND)).isTrue();
    assertThat(redundancy.copies()).isZero();
  }

  @Test
  void whatWasResentIsNoCopyThatFailed() {
    measured(1_000, 0, 20, 20, 0);
    measured(1_000, 30, 20, 40, 1);

    assertThat(redundancy.copies()).isEqualTo(1);
  }

  /** Of the last packet of a second in which so many bytes leave. */
  private int copiesAtRate(int bytesPerSecond) {
    int latest = -1;
    for (int millis = 0; millis < 1_000; millis++) {
      nextSecond += SECOND / 1_000;
      latest = redundancy.copiesOf(bytesPerSecond / 1_000, nextSecond);
    }
    nextSecond += 2 * SECOND;
    return latest;
  }
}
