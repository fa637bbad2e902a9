package org.spinngate.protocol.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What happens again and again is told a few times, and then counted. */
class RepeatsTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final Repeats repeats = new Repeats(2, Duration.ofSeconds(10), nanos::get);

  @Test
  void theFirstFewPassAndTheNextSpanSaysHowManyDidNot() {
    assertThat(repeats.next()).isEqualTo(OptionalLong.of(0));
    assertThat(repeats.next()).isEqualTo(OptionalLong.of(0));
    assertThat(repeats.next()).isEmpty();
    assertThat(repeats.next()).isEmpty();

    nanos.addAndGet(Duration.ofSeconds(10).toNanos());

    assertThat(repeats.next()).isEqualTo(OptionalLong.of(2));
    assertThat(repeats.next()).isEqualTo(OptionalLong.of(0));
    assertThat(repeats.next()).isEmpty();
  }

  @Test
  void whatWasHeldBackIsTold() {
    assertThat(Repeats.words(0)).isEmpty();
    assertThat(Repeats.words(7)).isEqualTo(" (and 7 more before it)");
  }
}
