package org.spinngate.server.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FlowBudgetTest {
  @Test
  void noMoreCanBeTakenThanThereAre() {
    FlowBudget budget = new FlowBudget(() -> 2);

    assertThat(budget.take()).isTrue();
    assertThat(budget.take()).isTrue();
    assertThat(budget.take()).isFalse();
    assertThat(budget.take()).isFalse();
  }

  @Test
  void whatIsGivenBackCanBeTakenAgain() {
    FlowBudget budget = new FlowBudget(() -> 1);
    budget.take();
    budget.take();

    budget.giveBack();

    assertThat(budget.take()).isTrue();
    assertThat(budget.take()).isFalse();
  }

  @Test
  void manyThreadsTakeExactlyWhatThereIs() throws InterruptedException {
    FlowBudget budget = new FlowBudget(() -> 1000);
    AtomicInteger taken = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(4);

    for (int i = 0; i < 2000; i++) {
      threads.execute(() -> taken.addAndGet(budget.take() ? 1 : 0));
    }
    threads.shutdown();

    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    assertThat(taken).hasValue(1000);
  }
}
