package org.spinngate.server.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchdogTermsTest {
  private static final long OWN = 4711;

  @Test
  void theTimeIsInMicroseconds() {
    assertThat(WatchdogTerms.of(Map.of("WATCHDOG_USEC", "10000000"), OWN))
        .hasValue(Duration.ofSeconds(10));
  }

  @Test
  void whoIsNotWatchedNeedNotTell() {
    assertThat(WatchdogTerms.of(Map.of(), OWN)).isEmpty();
    assertThat(WatchdogTerms.of(Map.of("WATCHDOG_PID", "4711"), OWN)).isEmpty();
  }

  @Test
  void theProcessThatIsMeantTells() {
    assertThat(WatchdogTerms.of(Map.of("WATCHDOG_USEC", "1000", "WATCHDOG_PID", "4711"), OWN))
        .hasValue(Duration.ofMillis(1));
  }

  @Test
  void anotherProcessThanTheOneThatIsMeantDoesNot() {
    assertThat(WatchdogTerms.of(Map.of("WATCHDOG_USEC", "1000", "WATCHDOG_PID", "1"), OWN))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "10s", "99999999999999999999", " 10"})
  void whatIsNoTimeIsNone(String micros) {
    assertThat(WatchdogTerms.of(Map.of("WATCHDOG_USEC", micros), OWN)).isEmpty();
  }

  @Test
  void theMostThatMayBeSetIsNamedAsSystemdReadsIt() {
    assertThat(WatchdogTerms.complaint(Duration.ofSeconds(20), Duration.ofSeconds(5)))
        .hasValueSatisfying(
            words ->
                assertThat(words)
                    .startsWith(
                        "systemd waits 20s for a sign of life, and gateway.cluster.ttl is 5s:"
                            + " set WatchdogSec=3333ms or less in the unit"));
  }
}
