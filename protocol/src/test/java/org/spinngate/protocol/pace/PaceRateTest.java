package org.spinngate.protocol.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/** How fast may be sent, by what has become of what was sent. */
class PaceRateTest {
  private static final long QUARTER = TimeUnit.MILLISECONDS.toNanos(250);
  private static final int FULL = 90;

  private final PaceRate rate = new PaceRate();
  private long now;

  private void measured(int times, int late, long left, long came) {
    for (int i = 0; i < times; i++) {
      now += QUARTER;
      rate.measured(late, left, came, now);
    }
  }

  /** A line of a megabyte a second that gets four. */
  private void limited() {
    measured(2, FULL, 4_000_000, 1_000_000);
  }

  @Test
  void aLineThatCarriesAllHasNoLimit() {
    measured(40, 0, 10_000_000, 9_800_000);

    assertThat(rate.isLimited()).isFalse();
  }

  @Test
  void aLineThatLosesMuchWithoutAQueueIsWatchedForLonger() {
    measured(9, 0, 4_000_000, 1_000_000);
    assertThat(rate.isLimited()).isFalse();

    measured(1, 0, 4_000_000, 1_000_000);
    assertThat(rate.bytesPerSecond()).isEqualTo(850_000);
  }

  @Test
  void oneMeasurementProvesNothing() {
    measured(1, 300, 4_000_000, 1_000_000);
    measured(1, 0, 4_000_000, 4_000_000);
    measured(1, 300, 4_000_000, 1_000_000);

    assertThat(rate.isLimited()).isFalse();
  }

  @Test
  void ofALineThatLosesMostSomewhatLessIsUsedThanItCarries() {
    limited();

    assertThat(rate.bytesPerSecond()).isEqualTo(850_000);
  }

  @Test
  void whoSendsLittleIsNotSlowedDown() {
    measured(40, FULL, 20_000, 5_000);

    assertThat(rate.isLimited()).isFalse();
  }

  @Test
  void aQueueThatDrainsIsLeftToItself() {
    limited();
    measured(1, FULL - 10, 850_000, 850_000);
    measured(1, FULL - 20, 850_000, 850_000);

    assertThat(rate.bytesPerSecond()).isEqualTo(850_000);
  }

  @Test
  void withoutAQueueMoreIsTriedUntilThereIsOne() {
    limited();
    measured(4, 5, 850_000, 850_000);
    assertThat(rate.bytesPerSecond()).isBetween(1_000_000L, 1_100_000L);

    measured(1, 30, 1_000_000, 1_000_000);
    assertThat(rate.bytesPerSecond()).isBetween(1_000_000L, 1_100_000L);
  }

  @Test
  void ofALineThatOthersFillAsWellHalfIsKept() {
    limited();
    measured(200, FULL, 500_000, 490_000);

    assertThat(rate.bytesPerSecond()).isEqualTo(500_000);
  }

  @Test
  void othersWhoBeginDoNotMakeTheLineSeemNarrow() {
    limited();
    measured(3, FULL, 850_000, 300_000);
    measured(20, FULL, 500_000, 480_000);

    assertThat(rate.bytesPerSecond()).isEqualTo(500_000);
  }

  @Test
  void aLineThatHasBecomeNarrowerIsNoticed() {
    limited();
    measured(10, FULL, 500_000, 100_000);

    assertThat(rate.bytesPerSecond()).isLessThanOrEqualTo(120_000);
  }

  /** Somebody else of the same address, whose line is not full now. */
  private void besideOneWithALimit() {
    LineShares line = new LineShares();
    PaceRate other = new PaceRate();
    other.joins(line);
    rate.joins(line);
    for (int late : new int[] {FULL, FULL, 0}) {
      other.measured(late, 4_000_000, 800_000, now);
    }
  }

  @Test
  void besideOthersWithALimitOneSignIsEnoughIfAllComesLate() {
    besideOneWithALimit();

    measured(1, FULL, 4_000_000, 800_000);

    assertThat(rate.isLimited()).isTrue();
  }

  @Test
  void besideOthersWithALimitTwoSignsAreNeededWhereNothingComesLate() {
    besideOneWithALimit();

    measured(1, 5, 1_000_000, 780_000);
    assertThat(rate.isLimited()).isFalse();

    measured(1, 5, 1_000_000, 780_000);
    assertThat(rate.isLimited()).isTrue();
  }

  @Test
  void whoHadLittleWhileOthersBeganGetsMoreAgainThoughTheLineIsFull() {
    LineShares line = new LineShares();
    PaceRate other = new PaceRate();
    other.joins(line);
    rate.joins(line);
    limited();
    other.measured(FULL, 4_000_000, 800_000, now);
    other.measured(FULL, 4_000_000, 800_000, now);
    measured(10, FULL, 250_000, 50_000);
    assertThat(rate.bytesPerSecond()).isLessThan(70_000);

    for (int i = 0; i < 60; i++) {
      measured(1, FULL, rate.bytesPerSecond(), rate.bytesPerSecond());
    }

    assertThat(rate.bytesPerSecond()).isGreaterThan(150_000);
  }

  @Test
  void aQueueThatDoesNotDrainAlthoughLessIsSentIsThatOfOthers() {
    measured(7, FULL, 1_000_000, 1_000_000);
    assertThat(rate.isLimited()).isFalse();

    measured(4, FULL, 1_000_000, 1_000_000);
    assertThat(rate.isLimited()).as("they are known").isFalse();
  }

  /** Of what somebody wants to send in a minute, the part that may leave. */
  private double partThatLeaves(long wanted, DoubleSupplier comes, IntSupplier late) {
    double left = 0;
    int measurements = 240;
    for (int i = 0; i < measurements; i++) {
      long leaves = rate.isLimited() ? Math.min(wanted, rate.bytesPerSecond()) : wanted;
      left += leaves;
      measured(1, late.getAsInt(), leaves, (long) (comes.getAsDouble() * leaves));
    }
    return left / measurements / wanted;
  }

  @Test
  void aFifthThatIsLostByChanceIsNoReasonToSendLess() {
    assertThat(partThatLeaves(2_000_000, () -> 0.8, () -> 0)).isGreaterThan(0.75);
    assertThat(partThatLeaves(300_000, () -> 0.84, () -> 25)).isGreaterThan(0.75);
  }

  @Test
  void aLongerWayWhoseDelayWaversCostsAtMostHalfForAMoment() {
    SplittableRandom random = new SplittableRandom(3);

    double part = partThatLeaves(1_000_000, () -> 1, () -> 90 + random.nextInt(25));

    assertThat(part).isGreaterThan(0.75);
  }

  @Test
  void aLimitThatIsFarAwayForTenSecondsIsForgotten() {
    limited();
    measured(45, 0, 50_000, 50_000);

    assertThat(rate.isLimited()).isFalse();
  }
}
