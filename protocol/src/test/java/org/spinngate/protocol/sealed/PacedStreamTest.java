package org.spinngate.protocol.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.pace.CountedLine;
import org.spinngate.protocol.testing.LeakExtension;

/** A stream takes no more of a line than that carries, and is not slowed down for other reasons. */
@ExtendWith(LeakExtension.class)
class PacedStreamTest {
  /** Bytes in a millisecond: 10 Mbit/s. */
  private static final int TEN_MBIT = 1_250;

  private static final int QUEUE_MILLIS = 120;

  /** A stream of four times as much: with what is around a datagram, some 330 bytes. */
  private static final int FOUR_TIMES = 15_000;

  /** This part is lost, to all intents and purposes. */
  private static final double ALL = 0.999_999_999;

  private static LossyLine line(long seed) {
    return new LossyLine(seed).delay(20);
  }

  @Test
  void aStreamThatTheLineCannotCarrySoonLeavesAsFastAsTheLine() {
    LossyLine down = line(1).narrow(TEN_MBIT, QUEUE_MILLIS);
    try (StreamBench bench = new StreamBench(line(2), down).mayGrowOld()) {
      bench.download(FOUR_TIMES, 2);
      down.begin();
      int before = bench.cameDown();
      bench.download(FOUR_TIMES, 8);

      assertThat(down.lost()).as("lost packets").isLessThan(down.carried() / 100);
      double used = (double) down.bytes() / (8_000 * TEN_MBIT);
      assertThat(used).as("part of the line").isBetween(0.8, 1.02);
      assertThat(bench.cameDown() - before).isGreaterThan(8 * FOUR_TIMES / 6);
      assertThat(bench.queueMillis()).as("queue on the line").isLessThan(QUEUE_MILLIS * 3 / 4);
    }
  }

  @Test
  void whatIsLostByChanceIsSentAgainOnALineThatIsFull() {
    LossyLine down = line(13).narrow(TEN_MBIT, QUEUE_MILLIS).lose(0.02, 1);
    try (StreamBench bench = new StreamBench(line(14), down).mayGrowOld()) {
      bench.download(FOUR_TIMES, 3);
      bench.settle();
      int before = bench.missingDown() - bench.grownOld();
      down.begin();
      bench.download(FOUR_TIMES, 4);
      bench.settle();

      assertThat(down.lost()).isGreaterThan(60);
      assertThat(bench.missingDown() - bench.grownOld() - before)
          .as("datagrams that were lost and did not come")
          .isLessThan((int) (3 * down.lost() / 4));
    }
  }

  @Test
  void chanceLossSetsNoLimit() {
    LossyLine down = line(3).lose(0.05, 3);
    try (StreamBench bench = new StreamBench(line(4).lose(0.05, 3), down)) {
      bench.download(10_000, 4);

      assertThat(bench.limitDown()).isZero();
    }
  }

  @Test
  void aLineThatStandsStillForAMomentSetsNoLimit() {
    LossyLine down = line(5);
    try (StreamBench bench = new StreamBench(line(6), down)) {
      for (int i = 0; i < 5; i++) {
        bench.download(10_000, 1);
        down.delay(220);
        bench.pass(150);
        down.delay(20);
      }

      assertThat(bench.limitDown()).isZero();
    }
  }

  @Test
  void aLineThatOthersFillDoesNotSlowDownAStreamThatItCarries() {
    LossyLine down = line(7);
    try (StreamBench bench = new StreamBench(line(8), down).mayGrowOld()) {
      bench.download(3_000, 2);
      down.delay(140);
      bench.download(3_000, 6);
      int fell = bench.grownOld();

      assertThat(bench.limitDown()).isZero();
      assertThat(fell).isLessThan(3_000);
    }
  }

  @Test
  void aPathThatHasDiedHasNoPartOfTheLineUntilItLivesAgain() {
    CountedLine shared = new CountedLine();
    LossyLine down = line(15).narrow(TEN_MBIT, QUEUE_MILLIS);
    StreamBench made = new StreamBench(line(16), down).mayGrowOld().shares(shared.shares());
    try (StreamBench bench = made) {
      bench.download(FOUR_TIMES, 3);
      assertThat(shared.paths()).isEqualTo(1);

      down.lose(ALL, 1_000_000);
      bench.pass(10_000);
      assertThat(shared.paths()).isZero();

      down.lose(0, 1);
      bench.pass(10_000);
      bench.download(FOUR_TIMES, 3);
      assertThat(shared.paths()).isEqualTo(1);
    }
  }

  @Test
  void aLongerWayToAnotherAddressIsNoQueue() {
    LossyLine down = line(17).narrow(TEN_MBIT, QUEUE_MILLIS);
    try (StreamBench bench = new StreamBench(line(18), down).mayGrowOld()) {
      bench.download(FOUR_TIMES, 3);
      bench.move();
      down.delay(120);
      bench.download(FOUR_TIMES, 10);
      down.begin();
      bench.download(FOUR_TIMES, 10);

      assertThat((double) down.bytes() / (10_000 * TEN_MBIT)).as("part").isGreaterThan(0.8);
    }
  }

  @Test
  void aQueueIsOneHoweverOftenTheAddressProvesItself() {
    LossyLine down = line(19).narrow(TEN_MBIT, QUEUE_MILLIS);
    try (StreamBench bench = new StreamBench(line(20), down).mayGrowOld()) {
      bench.download(FOUR_TIMES, 3);
      down.delay(120);
      bench.download(FOUR_TIMES, 70);
      down.begin();
      bench.download(FOUR_TIMES, 10);

      assertThat((double) down.bytes() / (10_000 * TEN_MBIT)).as("part").isLessThan(0.6);
    }
  }

  @Test
  void aLineThatCarriesMoreAgainIsUsed() {
    LossyLine down = line(9).narrow(TEN_MBIT, QUEUE_MILLIS);
    try (StreamBench bench = new StreamBench(line(10), down).mayGrowOld()) {
      bench.download(FOUR_TIMES, 4);
      down.narrow(10 * TEN_MBIT, QUEUE_MILLIS);
      bench.download(FOUR_TIMES, 12);
      int before = bench.cameDown();
      bench.download(FOUR_TIMES, 1);

      assertThat(bench.cameDown() - before).isGreaterThan(FOUR_TIMES * 9 / 10);
    }
  }

  @Test
  void aLineThatBecomesNarrowerIsNotFilledForLong() {
    LossyLine down = line(11).narrow(4 * TEN_MBIT, QUEUE_MILLIS);
    try (StreamBench bench = new StreamBench(line(12), down).mayGrowOld()) {
      bench.download(FOUR_TIMES, 4);
      down.narrow(TEN_MBIT, QUEUE_MILLIS);
      bench.download(FOUR_TIMES, 2);
      down.begin();
      bench.download(FOUR_TIMES, 4);

      assertThat(down.lost()).isLessThan(down.carried() / 100);
    }
  }
}
