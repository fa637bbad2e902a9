package org.spinngate.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The last five minutes. */
class HistoryTest {
  private final AtomicReference<Totals> totals = new AtomicReference<>(new Totals(100, 90, 1));
  private final History history = new History(totals::get, () -> 7);

  @Test
  void aPointIsWhatCameSinceTheOneBefore() {
    totals.set(new Totals(150, 130, 2));
    history.step();
    totals.set(new Totals(151, 130, 2));
    history.step();

    assertThat(history.points())
        .containsExactly(new History.Point(50, 40, 1, 7), new History.Point(1, 0, 0, 7));
  }

  @Test
  void itDoesNotGrowForEver() {
    for (int i = 0; i < 1000; i++) {
      totals.set(new Totals(100 + i, 90, 1));
      history.step();
    }

    assertThat(history.points()).hasSize(150);
    assertThat(history.points().get(149).toBoard()).isEqualTo(1);
  }
}
