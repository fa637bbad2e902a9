package org.spinngate.client.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutstandingTest {
  @Test
  void theNumberOfAnOpenReadLeadsToItsPlace() {
    Outstanding outstanding = new Outstanding(5);
    for (int place = 0; place < 5; place++) {
      outstanding.begin(place, 100 + place, 7);
    }

    assertThat(outstanding.waiting()).isEqualTo(5);
    assertThat(outstanding.placeOf(outstanding.sequence(4))).isEqualTo(4);
    assertThat(outstanding.block(4)).isEqualTo(104);
    assertThat(outstanding.firstNanos(4)).isEqualTo(7);
  }

  @Test
  void aRepetitionIsTheSameRead() {
    Outstanding outstanding = new Outstanding(1);
    outstanding.begin(0, 3, 10);
    int sequence = outstanding.sequence(0);

    outstanding.repeated(0, 30);

    assertThat(outstanding.sequence(0)).isEqualTo(sequence);
    assertThat(outstanding.firstNanos(0)).isEqualTo(10);
    assertThat(outstanding.latestNanos(0)).isEqualTo(30);
  }

  @Test
  void aSecondAnswerIsToldFromOneToNothing() {
    Outstanding outstanding = new Outstanding(8);
    outstanding.begin(2, 3, 0);
    int first = outstanding.sequence(2);
    outstanding.end(2);

    assertThat(outstanding.placeOf(first)).isEqualTo(Outstanding.ANSWERED_BEFORE);
    outstanding.begin(2, 4, 0);
    assertThat(outstanding.placeOf(first)).isEqualTo(Outstanding.ANSWERED_BEFORE);
    assertThat(outstanding.placeOf(first + 1)).isEqualTo(Outstanding.NEVER_ASKED);
    assertThat(outstanding.placeOf(first + 16)).isEqualTo(Outstanding.NEVER_ASKED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 64, 100, 256})
  void nothingIsMixedUpHoweverOftenNumbersComeRound(int window) {
    SplittableRandom random = new SplittableRandom(window);
    Outstanding outstanding = new Outstanding(window);
    for (int step = 0; step < 200_000; step++) {
      int place = random.nextInt(window);
      if (outstanding.isWaiting(place)) {
        assertThat(outstanding.placeOf(outstanding.sequence(place))).isEqualTo(place);
        outstanding.end(place);
      } else {
        outstanding.begin(place, step, step);
      }
    }
    for (int sequence = 0; sequence <= 0xFFFF; sequence++) {
      int place = outstanding.placeOf(sequence);
      assertThat(place).isBetween(Outstanding.NEVER_ASKED, window - 1);
      assertThat(place < 0 || outstanding.sequence(place) == sequence).isTrue();
    }
  }
}
