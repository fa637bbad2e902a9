package org.spinngate.server.cluster.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Whom an observer takes for stopped, by its own clock. */
class OthersBeatsTest {
  private final AtomicLong nanos = new AtomicLong(-5);
  private final OthersBeats others =
      new OthersBeats(
          nanos::get, id -> BeatTimes.of(Duration.ofSeconds(id.equals("slow") ? 30 : 15)));

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void whoDoesNotBeatIsOverdueAfterTtlAndGuard() {
    others.saw("gw2", 4);
    pass(21);
    assertThat(others.overdue()).isEmpty();

    nanos.incrementAndGet();

    assertThat(others.overdue()).containsExactly("gw2");
    assertThat(others.version("gw2")).hasValue(4);
  }

  @Test
  void whoBeatsIsNot() {
    for (int beat = 0; beat < 50; beat++) {
      others.saw("gw2", beat);
      pass(1);
    }

    assertThat(others.overdue()).isEmpty();
  }

  @Test
  void theSameBeatSeenAgainIsNoNews() {
    others.saw("gw2", 4);
    pass(20);
    others.saw("gw2", 4);
    pass(2);

    assertThat(others.overdue()).containsExactly("gw2");
  }

  @Test
  void afterAGapOfItsOwnTheObserverWaitsAnew() {
    others.saw("gw2", 4);
    pass(20);
    others.startAnew();
    pass(20);
    assertThat(others.overdue()).isEmpty();

    pass(2);

    assertThat(others.overdue()).containsExactly("gw2");
  }

  @Test
  void whoIsGoneIsNotOverdue() {
    others.saw("gw2", 4);
    pass(30);

    others.gone("gw2");

    assertThat(others.overdue()).isEmpty();
  }

  @Test
  void eachIsWatchedByTheTimesThatGoForIt() {
    others.saw("gw2", 4);
    others.saw("slow", 4);
    pass(5);
    assertThat(others.seemsAlive("gw2")).isFalse();
    assertThat(others.seemsAlive("slow")).isTrue();

    pass(37);
    assertThat(others.overdue()).containsExactly("gw2");
    pass(1);

    assertThat(others.overdue()).containsExactlyInAnyOrder("gw2", "slow");
  }

  @Test
  void aGapOfTheObserverMakesNobodyWell() {
    others.saw("gw2", 4);
    pass(4);

    others.startAnew();
    assertThat(others.seemsAlive("gw2")).isFalse();

    others.saw("gw2", 5);
    assertThat(others.seemsAlive("gw2")).isTrue();
  }

  @Test
  void whoHasNotBeatenForThreeBeatsDoesNotSeemAlive() {
    others.saw("gw2", 4);
    pass(2);
    assertThat(others.seemsAlive("gw2")).isTrue();

    pass(1);

    assertThat(others.seemsAlive("gw2")).isFalse();
    assertThat(others.seemsAlive("gw3")).isFalse();
  }

  @Test
  void theGuardOutlastsClocksAndWhatTheSystemHoldsBack() {
    assertThat(BeatTimes.of(Duration.ofSeconds(15)).guard()).isEqualTo(Duration.ofSeconds(6));
    assertThat(BeatTimes.of(Duration.ofSeconds(6)).guard()).isEqualTo(Duration.ofSeconds(4));
  }
}
