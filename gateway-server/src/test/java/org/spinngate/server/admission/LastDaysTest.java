package org.spinngate.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spinngate.server.testing.LogCapture;
import org.spinngate.server.testing.TestLoop;

class LastDaysTest {
  /** From the beginning of a test's time. */
  private static final Duration TO_MIDNIGHT = Duration.parse("PT9H58M");

  private final TestLoop time = new TestLoop();
  private final List<String> days = new ArrayList<>();

  private void look() {
    days.add(time.instant().toString().substring(0, 10));
  }

  @Test
  void eachDayBeginsOnceAndWithinASecond() {
    LastDays.watch(time, time.loop(), this::look);

    time.jump(TO_MIDNIGHT.minusSeconds(2));
    time.run();
    assertThat(days).isEmpty();
    time.pass(Duration.ofSeconds(3));
    time.pass(Duration.ofMinutes(1));
    assertThat(days).containsExactly("2026-01-02");
    time.jump(Duration.ofDays(1));
    time.run();

    assertThat(days).containsExactly("2026-01-02", "2026-01-03");
  }

  @Test
  void whatGoesWrongIsToldAndTriedAgain() {
    try (LogCapture log = new LogCapture(LastDays.class.getName())) {
      LastDays.watch(
          time,
          time.loop(),
          () -> {
            look();
            if (days.size() == 1) {
              throw new IllegalStateException("unexpected");
            }
          });

      time.jump(TO_MIDNIGHT);
      time.pass(Duration.ofSeconds(5));

      assertThat(days).containsExactly("2026-01-02", "2026-01-02");
      assertThat(log.lines("beginning of a day")).hasSize(1);
    }
  }
}
