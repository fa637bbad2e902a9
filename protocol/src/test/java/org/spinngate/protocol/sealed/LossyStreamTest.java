package org.spinngate.protocol.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.protocol.testing.LeakExtension;

/**
 * Streams over lines that lose, overtake and double packets arrive whole, at a tenth more bytes.
 */
@ExtendWith(LeakExtension.class)
class LossyStreamTest {
  private static final double TWO_PERCENT = 0.02;

  private static LossyLine line(long seed) {
    return new LossyLine(seed).delay(20);
  }

  @ParameterizedTest
  @CsvSource({"2000, 4", "10000, 1", "20000, 1"})
  void ofAStreamOnALineThatLosesTwoPercentNothingIsMissing(int perSecond, int seconds) {
    LossyLine down = line(1).lose(TWO_PERCENT, 1);
    try (StreamBench bench = new StreamBench(line(2).lose(TWO_PERCENT, 1), down)) {
      bench.download(perSecond, seconds);
      bench.settle();

      assertThat(down.lost()).isGreaterThan(perSecond * seconds / 100);
      assertThat(bench.missingDown()).isZero();
      assertThat(bench.doubles()).isZero();
      assertThat(bench.bytesTimes()).isLessThan(1.10);
      assertThat(bench.medianDown()).isEqualTo(20);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void nothingIsMissingAfterBursts(int seed) {
    LossyLine down = line(seed).lose(TWO_PERCENT, 3);
    try (StreamBench bench = new StreamBench(line(2).lose(TWO_PERCENT, 3), down)) {
      bench.download(10_000, 1);
      bench.settle();

      assertThat(bench.missingDown()).isZero();
      assertThat(bench.doubles()).isZero();
      assertThat(bench.bytesTimes()).isLessThan(1.10);
      assertThat(bench.medianDown()).isEqualTo(20);
    }
  }

  @ParameterizedTest
  @CsvSource({"20, 5000, 0.01", "100, 10000, 0.02"})
  void whatIsLostIsThereAfterARoundTripHoweverManyAsksAreUnderWay(
      int delay, int perSecond, double loss) {
    LossyLine down = line(15).delay(delay).lose(loss, 1);
    try (StreamBench bench = new StreamBench(line(16).delay(delay), down)) {
      bench.download(perSecond, 1);
      bench.settle();

      assertThat(bench.medianRepair(delay)).isLessThanOrEqualTo(3 * delay + 8);
    }
  }

  @Test
  void whatTheClientStreamsIsRepairedAsWell() {
    LossyLine up = line(3).lose(TWO_PERCENT, 1);
    try (StreamBench bench = new StreamBench(up, line(4).lose(TWO_PERCENT, 1))) {
      bench.upload(5_000, 1);
      bench.settle();

      assertThat(up.lost()).isGreaterThan(50);
      assertThat(bench.missingUp()).isZero();
      assertThat(bench.doubles()).isZero();
      assertThat(bench.bytesTimes()).isLessThan(1.10);
    }
  }

  @Test
  void whatIsOvertakenOrComesTwiceIsHardlyEverAskedFor() {
    LossyLine down = line(5).overtake(0.3).repeat(0.05);
    try (StreamBench bench = new StreamBench(line(6), down)) {
      bench.download(10_000, 1);
      bench.settle();

      assertThat(bench.missingDown()).isZero();
      assertThat(bench.doubles()).isZero();
      assertThat(bench.clientReport().resends().asked()).isLessThan(100);
    }
  }

  @Test
  void aStreamThatTheLineCannotCarryIsNotMadeLonger() {
    LossyLine down = line(9).narrow(600, 200);
    try (StreamBench bench = new StreamBench(line(10), down).mayGrowOld()) {
      bench.download(5_000, 2);
      bench.settle();

      assertThat(down.lost() + bench.grownOld())
          .as("what the line cannot carry")
          .isGreaterThan(4_000);
      assertThat(bench.doubles()).isZero();
      assertThat(bench.bytesTimes()).isLessThan(1.02);
    }
  }

  @Test
  void whoSendsSlowlyHasCopiesAndWhatIsLostWithThemIsResent() {
    LossyLine down = line(11).lose(0.05, 4);
    try (StreamBench bench = new StreamBench(line(12), down)) {
      bench.download(400, 5);
      bench.settle();

      assertThat(bench.missingDown()).isZero();
      assertThat(bench.serverReport().copies()).isGreaterThan(1_000);
      assertThat(bench.serverReport().resends().resent()).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 30", "128, 4"})
  void repliesHardlyEverTakeASecondRoundTrip(int window, int seconds) {
    LossyLine down = line(13).lose(TWO_PERCENT, 1);
    try (StreamBench bench = new StreamBench(line(14).lose(TWO_PERCENT, 1), down)) {
      bench.requests(window, seconds);

      assertThat(bench.p99()).isLessThan(60);
      assertThat(bench.doubles()).isZero();
    }
  }

  @Test
  void bothDirectionsAtOnceAreRepaired() {
    LossyLine down = line(7).lose(TWO_PERCENT, 2).overtake(0.1);
    try (StreamBench bench = new StreamBench(line(8).lose(TWO_PERCENT, 2).repeat(0.1), down)) {
      bench.stream(2_500, 2_500, 1);
      bench.settle();

      assertThat(bench.missingDown()).isZero();
      assertThat(bench.missingUp()).isZero();
      assertThat(bench.doubles()).isZero();
    }
  }
}
