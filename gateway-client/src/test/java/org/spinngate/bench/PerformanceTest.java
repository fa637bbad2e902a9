package org.spinngate.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spinngate.client.bench.Load;
import org.spinngate.client.bench.Results;
import org.spinngate.client.bench.Round;
import org.spinngate.client.bench.Turn;
import org.spinngate.client.config.CarrierWish;

class PerformanceTest {
  @Test
  void onlyWhatIsBetweenTheMarkersIsReplaced() throws Exception {
    String page = "before\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nbehind\n";

    String next = Performance.inPlace(page, "new\n");

    assertThat(next)
        .isEqualTo("before\n<!-- bench:begin -->\n\nnew\n\n<!-- bench:end -->\nbehind\n");
    assertThat(Performance.inPlace(next, "new\n")).isEqualTo(next);
  }

  @Test
  void aPageWithoutMarkersIsLeftAlone() {
    assertThatThrownBy(() -> Performance.inPlace("page", "new")).isInstanceOf(IOException.class);
  }

  @Test
  void theManualHasAPlaceForResults() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "performance.md"));

    assertThat(Performance.inPlace(page, "new")).isNotEqualTo(page);
  }

  @Test
  void aRowHasMediansAndEveryRatio() {
    Report report = new Report();
    Results results =
        new Results(new Load(8, 8, 256), List.of("direct", "gateway"), List.of(turn(2), turn(4)));

    report.far(Weather.lossy(), CarrierWish.TCP, results);

    assertThat(report.markdown())
        .contains(
            "| 20 ms, 2 % | 8 × window 8 | tcp | 1,000 | 3,000 | **3.00** (2.00, 4.00) |"
                + " 1.00 | 2.00 | 3.0 | 4.0 | 14 | 0 |")
        .endsWith("No answer was wrong.\n");
    assertThat(report.isRight()).isTrue();
  }

  private static Turn turn(double ratio) {
    return new Turn(
        List.of(
            new Round("direct", 1000, 1, 3, 7, 0, 0),
            new Round("gateway", 1000 * ratio, 2, 4, 0, 0, 0)));
  }
}
