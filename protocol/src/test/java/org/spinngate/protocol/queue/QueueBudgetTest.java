package org.spinngate.protocol.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QueueBudgetTest {
  private final AtomicLong one = new AtomicLong(100);
  private final AtomicLong all = new AtomicLong(1_000);
  private final QueueBudget budget = new QueueBudget(one::get, all::get);

  private static int takeAll(QueueBudget.Share share) {
    int taken = 0;
    while (share.take(1)) {
      taken++;
    }
    return taken;
  }

  @Test
  void aSessionHasWhatOneMayHave() {
    QueueBudget.Share share = budget.share();

    assertThat(share.take(60)).isTrue();
    assertThat(share.take(41)).isFalse();
    assertThat(share.take(40)).isTrue();
    assertThat(budget.taken()).isEqualTo(100);
  }

  @Test
  void whatIsGivenBackCanBeTakenAgain() {
    QueueBudget.Share share = budget.share();
    share.take(100);

    share.giveBack(30);

    assertThat(budget.taken()).isEqualTo(70);
    assertThat(takeAll(share)).isEqualTo(30);
  }

  @Test
  void theFirstSessionLeavesHalfOfAllToThoseThatComeLater() {
    one.set(10_000);

    assertThat(takeAll(budget.share())).isEqualTo(500);
    assertThat(takeAll(budget.share())).isEqualTo(250);
  }

  @Test
  void manyThatWantMuchHaveEqualPartsInTheEnd() {
    one.set(10_000);
    List<QueueBudget.Share> shares = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      shares.add(budget.share());
    }
    int[] held = new int[9];

    for (int round = 0; round < 100; round++) {
      for (int i = 0; i < 9; i++) {
        int part = held[i] / 5;
        shares.get(i).giveBack(part);
        held[i] += takeAll(shares.get(i)) - part;
      }
    }

    assertThat(held).as("a tenth each, and a tenth for the next").containsOnly(100);
  }

  @Test
  void thousandsOfSessionsNeverHaveMoreThanThereIs() {
    for (int i = 0; i < 5_000; i++) {
      takeAll(budget.share());
    }

    assertThat(budget.taken()).isLessThanOrEqualTo(1_000);
  }

  @Test
  void itIsAskedEachTimeHowMuchThereIs() {
    QueueBudget.Share share = budget.share();
    share.take(100);

    one.set(200);
    assertThat(share.take(1)).isTrue();
    all.set(150);
    assertThat(share.take(1)).isFalse();
  }
}
