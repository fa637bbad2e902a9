package org.spinngate.server.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How many bytes an address gets that may never have asked. */
class UnprovenTest {
  private static final int REQUEST = 26;
  private static final int REPLY = 270;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Unproven unproven = new Unproven();

  private long sent(int replies, long now) {
    long sent = 0;
    for (int i = 0; i < replies; i++) {
      sent += unproven.maySend(REPLY, now) ? REPLY + Unproven.HEADERS : 0;
    }
    return sent;
  }

  private long heard(int requests) {
    for (int i = 0; i < requests; i++) {
      unproven.heard(REQUEST);
    }
    return (long) requests * (REQUEST + Unproven.HEADERS);
  }

  @Test
  void floodsAreAtMostThreeTimesWhatCameAndABoundInEachSecond() {
    long came = 0;
    long sent = 0;
    for (int second = 0; second < 10; second++) {
      came += heard(20_000);
      sent += sent(20_000, second * SECOND);
    }

    assertThat(sent).isLessThanOrEqualTo(Unproven.TIMES * came + 10 * Unproven.BEYOND);
    assertThat(sent(100_000, 10 * SECOND)).isLessThanOrEqualTo(Unproven.BEYOND);
  }

  @Test
  void aToolThatReadsOneRequestAtATimeIsNotHeldUp() {
    int readsASecond = 5_000;
    for (int second = 0; second < 5; second++) {
      for (int read = 0; read < readsASecond; read++) {
        unproven.heard(REQUEST);
        assertThat(unproven.maySend(REPLY, second * SECOND)).isTrue();
      }
    }
  }

  @Test
  void whatWasWrittenMayBeReadBack() {
    for (int i = 0; i < 100_000; i++) {
      unproven.heard(282);
      assertThat(unproven.maySend(14, 0)).isTrue();
    }

    assertThat(sent(100_000, 0)).isEqualTo(100_000L * (REPLY + Unproven.HEADERS));
  }
}
