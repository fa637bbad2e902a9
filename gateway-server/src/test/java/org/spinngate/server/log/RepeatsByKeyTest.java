package org.spinngate.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
}
