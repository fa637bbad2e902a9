package org.spinngate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GatheredTest {
  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void aStormOfWishesIsTheRunUnderWayAndOneMore() {
    Gathered[] gathered = new Gathered[1];
    Runnable storm =
        () -> {
          if (runs.incrementAndGet() == 1) {
            for (int i = 0; i < 1_000; i++) {
              gathered[0].run();
            }
          }
        };
    gathered[0] = new Gathered(storm);

    gathered[0].run();

    assertThat(runs).hasValue(2);
  }

  @Test
  void aWishAfterTheLastRunIsARunOfItsOwn() {
    Gathered gathered = new Gathered(runs::incrementAndGet);

    gathered.run();
    gathered.run();

    assertThat(runs).hasValue(2);
  }

  @Test
  void afterAFaultWishesAreServedAsBefore() {
    Runnable failsFirst =
        () -> {
          if (runs.incrementAndGet() == 1) {
            throw new IllegalStateException("a fault of ours");
          }
        };
    Gathered gathered = new Gathered(failsFirst);

    assertThatThrownBy(gathered::run).hasMessage("a fault of ours");
    gathered.run();

    assertThat(runs).hasValue(2);
  }
}
