package org.spinngate.endtoend.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The soak for as long as a build may take; hours of it are {@code mvn -Psoak}. */
@EnabledOnOs(OS.LINUX)
@Timeout(600)
class SoakTest {
  @Test
  void afterAFewSecondsOfChurnNothingIsLeftOver() {
    assertThat(new Soak(1, 0).run(Duration.ofSeconds(10))).isTrue();
  }
}
