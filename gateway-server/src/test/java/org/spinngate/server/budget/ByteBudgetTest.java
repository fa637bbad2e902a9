package org.spinngate.server.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {
  private static final int COST = ByteBudget.cost(100);

  @Test
  void oneAccountHasItsPartAndNoMoreByHoweverManyWays() {
    ByteBudget budget = new ByteBudget(() -> 2L * COST, () -> 10L * COST);

    assertThat(budget.of("alice").take(100)).isTrue();
    assertThat(budget.of("alice").take(100)).isTrue();
    assertThat(budget.of("alice").take(1)).isFalse();
    assertThat(budget.of("bob").take(100)).isTrue();
    assertThat(budget.taken()).isEqualTo(3L * COST);
  }

  @Test
  void allTogetherHaveNoMoreThanThereIs() {
    ByteBudget budget = new ByteBudget(() -> 2L * COST, () -> 3L * COST);
    for (String name : new String[] {"alice", "bob", "carol"}) {
      assertThat(budget.of(name).take(100)).isTrue();
    }

    assertThat(budget.of("dave").take(1)).isFalse();

    assertThat(budget.accounts()).isEqualTo(3);
    assertThat(budget.taken()).isEqualTo(3L * COST);
  }

  @Test
  void whatIsGivenBackLeavesNothingBehind() {
    ByteBudget budget = new ByteBudget(() -> COST, () -> COST);
    ByteBudget.Share share = budget.of("alice");
    share.take(100);
    share.take(100);

    share.giveBack(100);

    assertThat(budget.taken()).isZero();
    assertThat(budget.accounts()).isZero();
    assertThat(share.take(100)).isTrue();
  }

  @Test
  void theShortestDatagramCountsWhatHoldsIt() {
    ByteBudget budget = new ByteBudget(() -> 10L * ByteBudget.OVERHEAD, () -> 1 << 20);
    int taken = 0;
    while (budget.of("alice").take(1)) {
      taken++;
    }

    assertThat(taken).isEqualTo(9);
  }

  @Test
  void manyThreadsLeaveNothingBehind() throws InterruptedException {
    ByteBudget budget = new ByteBudget(() -> 3L * COST, () -> 5L * COST);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    for (int i = 0; i < 2000; i++) {
      ByteBudget.Share share = budget.of("user" + i % 5);
      threads.execute(
          () -> {
            if (share.take(100)) {
              share.giveBack(100);
            }
          });
    }
    threads.shutdown();

    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    assertThat(budget.taken()).isZero();
    assertThat(budget.accounts()).isZero();
  }
}
