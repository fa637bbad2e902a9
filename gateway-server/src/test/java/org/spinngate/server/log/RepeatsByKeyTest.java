package org.spinngate.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RepeatsByKeyTest {
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void everyKeyIsCountedForItself() {
    RepeatsByKey byKey = new RepeatsByKey(1, Duration.ofSeconds(10), nanos::get);

    assertThat(byKey.next("alice")).isPresent();
    assertThat(byKey.next("alice")).isEmpty();
    assertThat(byKey.next("bob")).isPresent();
  }

  @Test
  void whatNothingFollowsIsToldHalfASpanLaterAndOnce() {
    RepeatsByKey byKey = new RepeatsByKey(1, Duration.ofSeconds(10), nanos::get);
    Map<String, Long> told = new HashMap<>();
    byKey.next("bob");
    for (int i = 0; i < 4; i++) {
      byKey.next("alice");
    }
    byKey.next("alice", 2);

    nanos.addAndGet(Duration.ofSeconds(14).toNanos());
    byKey.tellOverdue(told::put);
    assertThat(told).isEmpty();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    byKey.tellOverdue(told::put);

    assertThat(told).containsExactly(Map.entry("alice", 6L));
    assertThat(byKey.next("alice")).hasValue(0);
  }

  @Test
  void whatAWiderCountHoldsBackIsCountedHere() {
    RepeatsByKey byKey = new RepeatsByKey(10, Duration.ofSeconds(10), nanos::get);

    assertThat(byKey.next("alice", OptionalLong::empty)).isEmpty();
    assertThat(byKey.next("alice", OptionalLong::empty)).isEmpty();

    assertThat(byKey.next("alice", () -> OptionalLong.of(7))).hasValue(2);
  }
}
