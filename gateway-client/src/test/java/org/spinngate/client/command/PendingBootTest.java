package org.spinngate.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class PendingBootTest {
  private final List<String> told = new ArrayList<>();
  private long nanos;
  private int left = 32;

  /** Waits while time passes with each pause, and so many packets are left after it. */
  private void leave(IntUnaryOperator afterPause) {
    new PendingBoot(() -> left, () -> nanos)
        .leave(
            () -> told.add("waiting"),
            millis -> {
              nanos += Duration.ofMillis(millis).toNanos();
              left = millis == 0 ? left : afterPause.applyAsInt(left);
              return true;
            });
  }

  @Test
  void aBootThatLeavesIsWaitedForToItsEnd() {
    leave(before -> before - 1);

    assertThat(left).isZero();
    assertThat(told).containsExactly("waiting");
  }

  @Test
  void withoutABootNothingIsWaitedForOrTold() {
    left = 0;

    leave(before -> before);

    assertThat(nanos).isZero();
    assertThat(told).isEmpty();
  }

  @Test
  void aBootOfWhichNothingLeavesIsWaitedForForTwoSeconds() {
    leave(before -> before);

    assertThat(Duration.ofNanos(nanos)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aBootThatLeavesTooSlowlyIsWaitedForForTenSeconds() {
    left = 1000;

    leave(before -> before - 1);

    assertThat(Duration.ofNanos(nanos)).isEqualTo(Duration.ofSeconds(10));
    assertThat(left).isEqualTo(800);
  }

  @Test
  void whoInterruptsIsNotKeptWaiting() {
    new PendingBoot(() -> left, () -> nanos).leave(() -> told.add("waiting"), millis -> false);

    assertThat(told).isEmpty();
  }

  @Test
  void anInterruptionWhileItWaitsEndsIt() {
    new PendingBoot(() -> left, () -> nanos)
        .leave(() -> told.add("waiting"), millis -> millis == 0);

    assertThat(told).containsExactly("waiting");
    assertThat(left).isEqualTo(32);
  }
}
