package org.spinngate.protocol.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final List<String> told = new ArrayList<>();
  private final Faults faults =
      new Faults(nanos::get, (fault, more) -> told.add(fault.getMessage() + more));

  @Test
  void whatTheNetworkDoesIsNoFaultOfOurs() {
    faults.caught(new PortUnreachableException("network"));
    faults.caught(new IllegalStateException("ours"));

    assertThat(told).containsExactly("ours");
  }

  @Test
  void oneInAMinuteIsToldAndHowManyWereNot() {
    for (int fault = 0; fault < 60; fault++) {
      faults.accept(new IllegalStateException("number " + fault));
    }
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    faults.accept(new IllegalStateException("number 60"));

    assertThat(told).containsExactly("number 0", "number 60 (and 59 more before it)");
  }
}
