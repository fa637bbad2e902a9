package org.spinngate.protocol.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayWindowTest {
  private final ReplayWindow window = new ReplayWindow();

  private boolean take(long counter) {
    boolean fresh = window.isNew(counter);
    if (fresh) {
      window.arrived(counter);
    }
    return fresh;
  }

  @Test
  void anEmptyWindowTakesEveryCounterAndKnowsNoCopy() {
    assertThat(window.highest()).isEqualTo(-1);
    assertThat(window.isNew(0)).isTrue();
    assertThat(window.isNew(Long.MAX_VALUE)).isTrue();
    assertThat(window.isCopy(0)).isFalse();
  }

  @Test
  void aCounterCountsOnce() {
    assertThat(take(0)).isTrue();
    assertThat(take(0)).isFalse();
    assertThat(window.isCopy(0)).isTrue();
  }

  @Test
  void whoWasOvertakenIsTakenOnceAndIsNotTheNewest() {
    take(10);

    assertThat(window.isNewest(9)).isFalse();
    assertThat(take(9)).isTrue();
    assertThat(take(9)).isFalse();
    assertThat(window.highest()).isEqualTo(10);
  }

  @Test
  void theOldestCounterOfTheWindowIsTakenAndTheOneBeforeItIsNot() {
    take(50_000);

    assertThat(take(50_000 - 32_767)).isTrue();
    assertThat(take(50_000 - 32_768)).isFalse();
    assertThat(window.isCopy(50_000 - 32_768)).isFalse();
  }

  @Test
  void aJumpForgetsWhatLiesBetween() {
    for (long counter = 0; counter < 32_768; counter++) {
      take(counter);
    }

    assertThat(take(34_000)).isTrue();

    assertThat(take(33_500)).isTrue();
    assertThat(take(32_767)).isFalse();
    assertThat(window.isCopy(32_767)).isTrue();
  }

  @Test
  void aJumpBeyondTheWindowForgetsEverything() {
    for (long counter = 0; counter < 32_768; counter++) {
      take(counter);
    }

    take(1L << 40);

    for (long back = 1; back < 32_768; back++) {
      assertThat(take((1L << 40) - back)).isTrue();
    }
  }

  @Test
  void theLastCounterOfAllEndsTheWindowWithoutHarm() {
    take(Long.MAX_VALUE);

    assertThat(take(Long.MAX_VALUE)).isFalse();
    assertThat(take(Long.MIN_VALUE)).isFalse();
    assertThat(take(-1)).isFalse();
    assertThat(take(Long.MAX_VALUE - 1)).isTrue();
  }

  @Test
  void whatArrivedIsKnownWhileTheWindowGrows() {
    take(3);
    take(400);
    take(5_000);
    take(31_000);

    assertThat(take(3)).isFalse();
    assertThat(take(400)).isFalse();
    assertThat(take(5_000)).isFalse();
    assertThat(take(401)).isTrue();
    assertThat(take(4_999)).isTrue();
  }

  @Test
  void negativeCountersAreNeverNew() {
    assertThat(window.isNew(-1)).isFalse();
    assertThat(window.isNew(-2_000)).isFalse();
    assertThat(window.isNew(Long.MIN_VALUE)).isFalse();
    assertThat(window.isCopy(-1)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void itDecidesLikeASetOfAllThatArrived(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Set<Long> arrived = new HashSet<>();
    long highest = -1;

    for (int i = 0; i < 100_000; i++) {
      long counter = next(random, highest);
      boolean known = counter > highest - 32_768;
      assertThat(window.isCopy(counter)).isEqualTo(known && arrived.contains(counter));
      assertThat(window.isNewest(counter)).isEqualTo(counter > highest);
      assertThat(take(counter)).isEqualTo(known && !arrived.contains(counter));
      if (known) {
        arrived.add(counter);
        highest = Math.max(highest, counter);
      }
    }
  }

  /** Mostly the next ones, some that were overtaken or copied, now and then a leap. */
  private static long next(SplittableRandom random, long highest) {
    long counter =
        switch (random.nextInt(40)) {
          case 0 -> highest + random.nextInt(50_000);
          case 1 -> highest + 32_767 + random.nextInt(3);
          case 2, 3, 4 -> highest - 32_770 + random.nextInt(6);
          case 5, 6, 7, 8, 9, 10 -> highest - random.nextInt(40_000);
          case 11, 12, 13, 14, 15 -> highest - random.nextInt(5);
          default -> highest + 1 + random.nextInt(3);
        };
    return Math.max(0, counter);
  }
}
