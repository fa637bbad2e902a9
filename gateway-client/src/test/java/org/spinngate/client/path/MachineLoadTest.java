package org.spinngate.client.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineLoadTest {
  private static final long MILLI = 1_000_000;

  /** One on which each look at the clock takes this long, and the thread works for a part of it. */
  private static MachineLoad machine(long lookNanos, int sharePercent) {
    AtomicLong now = new AtomicLong();
    return new MachineLoad(
        () -> now.addAndGet(lookNanos / 2),
        () -> now.addAndGet(lookNanos / 2) * sharePercent / 100);
  }

  @ParameterizedTest
  @CsvSource({"100", "80", "65"})
  void aMachineThatLeavesAProgramMostOfAProcessorIsNoNews(int share) {
    assertThat(machine(MILLI, share).warning()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"50", "20", "1", "0"})
  void aBusyMachineIsToldBeforeTheLineIsBlamed(int share) {
    Optional<String> warning = machine(MILLI, share).warning();

    assertThat(warning).get().asString().startsWith("this machine is busy: a program gets ");
    assertThat(warning).get().asString().contains("may be this machine");
  }

  @Test
  void whereNobodyCountsTheTimeOfAThreadNothingIsTold() {
    assertThat(new MachineLoad(System::nanoTime, () -> -1).warning()).isEmpty();
  }

  @Test
  void thisMachineAnswersInHalfASecondOrSo() {
    Optional<String> warning = MachineLoad.present().warning();

    assertThat(warning.orElse("this machine is busy")).startsWith("this machine is busy");
  }
}
