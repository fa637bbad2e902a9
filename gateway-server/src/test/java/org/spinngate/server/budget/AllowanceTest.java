package org.spinngate.server.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AllowanceTest {
  private long now = Long.MAX_VALUE - 5;

  private Allowance allowance(int datagrams, long bytes) {
    return new Allowance(new SessionRates(datagrams, bytes), () -> now);
  }

  private int allowed(Allowance allowance, int datagrams, int bytes) {
    int allowed = 0;
    for (int i = 0; i < datagrams; i++) {
      allowed += allowance.allows(bytes) ? 1 : 0;
    }
    return allowed;
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void aTenthOfASecondsWorthMayLeaveAtOnce() {
    assertThat(allowed(allowance(1_000, 0), 500, 26)).isEqualTo(101);
    assertThat(allowed(allowance(0, 100_000), 500, 100)).isEqualTo(101);
  }

  @Test
  void overTimeNoMoreThanTheRateLeaves() {
    Allowance allowance = allowance(1_000, 0);
    int allowed = 0;

    for (int i = 0; i < 10_000; i++) {
      pass(Duration.ofMillis(1));
      allowed += allowed(allowance, 5, 26);
    }

    assertThat(allowed).isBetween(10_000, 10_101);
  }

  @Test
  void bothRatesHold() {
    assertThat(allowed(allowance(1_000, 10_000), 500, 100)).isEqualTo(11);
    assertThat(allowed(allowance(100, 1_000_000), 500, 100)).isEqualTo(11);
  }

  @Test
  void aRateOfZeroIsNoLimit() {
    assertThat(allowed(allowance(0, 0), 100_000, 1_472)).isEqualTo(100_000);
  }

  @Test
  void whoPausesIsWithinItsRateAgain() {
    Allowance allowance = allowance(1_000, 0);
    allowed(allowance, 500, 26);
    assertThat(allowance.allows(26)).isFalse();

    pass(Duration.ofDays(1));

    assertThat(allowed(allowance, 500, 26)).isEqualTo(101);
  }

  @Test
  void whatIsRefusedCostsNothing() {
    Allowance allowance = allowance(1_000, 0);
    allowed(allowance, 100_000, 26);

    pass(Duration.ofMillis(100));

    assertThat(allowed(allowance, 500, 26)).isBetween(100, 101);
  }

  @Test
  void theSmallestRateStillLetsTheLargestDatagramPass() {
    Allowance allowance = allowance(0, 1);
    assertThat(allowance.allows(1_472)).isTrue();
    assertThat(allowance.allows(1_472)).isFalse();

    pass(Duration.ofSeconds(1_472));

    assertThat(allowance.allows(1_472)).isTrue();
  }

  @Test
  void atAnyTimesNoMoreThanTheRateAndWhatMayLeaveAtOnce() {
    SplittableRandom random = new SplittableRandom(4);
    Allowance allowance = allowance(0, 1_000_000);
    long began = now;
    long bytes = 0;

    for (int i = 0; i < 100_000; i++) {
      now += random.nextLong(1_000_000);
      int size = random.nextInt(1, 1_473);
      bytes += allowance.allows(size) ? size : 0;
      assertThat(bytes).isLessThanOrEqualTo((now - began) / 1_000 + 100_000 + 1_472);
    }

    assertThat(bytes).isGreaterThan((now - began) / 1_000 * 9 / 10);
  }
}
