package org.spinngate.protocol.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MissingDatagramsTest {
  private final MissingDatagrams missing = new MissingDatagrams();

  private int arrive(int before, int datagrams) {
    missing.before(before);
    int used = 0;
    for (int i = 0; i < datagrams; i++) {
      used += missing.isInTime() ? 1 : 0;
    }
    return used;
  }

  private int giveUpTwice() {
    return missing.giveUp() + missing.giveUp();
  }

  @Test
  void nothingIsMissingOfWhatCameInOrder() {
    arrive(0, 3);
    arrive(3, 0);
    arrive(3, 20);

    assertThat(giveUpTwice()).isZero();
  }

  @Test
  void aGapIsGivenUpWithTheSecondLookAndOnlyOnce() {
    arrive(0, 3);
    arrive(10, 1);

    assertThat(missing.giveUp()).isZero();
    assertThat(missing.giveUp()).isEqualTo(7);
    assertThat(giveUpTwice()).isZero();
  }

  @Test
  void whatIsLostAfterTheLastOneShowsWithTheNextThatComes() {
    arrive(0, 3);
    assertThat(giveUpTwice()).isZero();

    arrive(9, 0);

    assertThat(giveUpTwice()).isEqualTo(6);
  }

  @Test
  void whatWasOvertakenIsNotMissing() {
    arrive(5, 5);
    assertThat(arrive(0, 2)).isEqualTo(2);
    assertThat(missing.giveUp()).isZero();
    assertThat(arrive(2, 3)).isEqualTo(3);

    assertThat(giveUpTwice()).isZero();
  }

  @Test
  void whatComesWhenItHasBeenGivenUpIsNotUsed() {
    arrive(5, 5);
    assertThat(giveUpTwice()).isEqualTo(5);

    assertThat(arrive(0, 5)).isZero();
    assertThat(giveUpTwice()).isZero();
  }

  @Test
  void numbersMayOverflow() {
    MissingDatagrams far = missing;
    for (int at = 0; at >= 0; at += MissingDatagrams.MOST) {
      far.before(at);
      giveUpTwice();
    }
    arrive(Integer.MIN_VALUE, 1);
    arrive(Integer.MIN_VALUE + 4, 1);

    assertThat(giveUpTwice()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void aPeerThatCountsWildlyDoesNoMoreHarmThanThat() {
    arrive(Integer.MAX_VALUE, 1);

    assertThat(giveUpTwice()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whateverIsLostOrOvertakenEveryDatagramIsEitherUsedOrGivenUp(long seed) {
    Random random = new Random(seed);
    int sent = 0;
    int used = 0;
    int lost = 0;
    List<int[]> line = new ArrayList<>();
    for (int round = 0; round < 1_000; round++) {
      int datagrams = random.nextInt(5);
      if (random.nextInt(10) > 0) {
        line.add(new int[] {sent, datagrams});
      }
      sent += datagrams;
      if (random.nextInt(8) == 0) {
        Collections.shuffle(line, random);
      }
      while (line.size() > random.nextInt(20)) {
        int[] packet = line.remove(0);
        used += arrive(packet[0], packet[1]);
      }
      lost += random.nextInt(50) == 0 ? missing.giveUp() : 0;
    }
    for (int[] packet : line) {
      used += arrive(packet[0], packet[1]);
    }
    missing.before(sent);

    assertThat(used + lost + giveUpTwice()).as("seed %d", seed).isEqualTo(sent);
  }
}
