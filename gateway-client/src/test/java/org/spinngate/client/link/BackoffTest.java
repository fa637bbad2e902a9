package org.spinngate.client.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private long nanos;
  private double random = 0.5;
  private final Backoff backoff = new Backoff(() -> random, () -> nanos);

  private List<Long> pauses(int count) {
    return Stream.generate(backoff::next).limit(count).map(Duration::toMillis).toList();
  }

  @Test
  void pausesDoubleUpToFifteenSeconds() {
    assertThat(pauses(12))
        .containsExactly(
            0L, 100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 12800L, 15000L, 15000L, 15000L);
  }

  @Test
  void pausesStayAtTheLongestForEver() {
    assertThat(pauses(10_000)).last().isEqualTo(15_000L);
  }

  @Test
  void chanceSpreadsThemByAQuarter() {
    backoff.next();

    random = 0;
    assertThat(backoff.next()).hasMillis(75);
    random = 1;
    assertThat(backoff.next()).hasMillis(250);
  }

  @Test
  void aTunnelThatWasUpForAWhileStartsTheRowAnew() {
    pauses(5);
    backoff.up();
    nanos += Duration.ofSeconds(5).toNanos();

    backoff.lost();

    assertThat(pauses(2)).containsExactly(0L, 100L);
  }

  @Test
  void aTunnelThatBreaksAtOnceDoesNot() {
    pauses(5);
    backoff.up();
    nanos += Duration.ofSeconds(4).toNanos();

    backoff.lost();

    assertThat(backoff.next()).hasMillis(1600);
  }

  @Test
  void anOwnLostSessionMayHoldTheBoardForAMinute() {
    backoff.up();
    nanos += Duration.ofHours(1).toNanos();
    backoff.lost();

    nanos += Duration.ofSeconds(59).toNanos();
    backoff.lost();
    assertThat(backoff.mayStillBeHeldByUs()).isTrue();
    nanos += Duration.ofSeconds(1).toNanos();
    assertThat(backoff.mayStillBeHeldByUs()).isFalse();
  }
}
