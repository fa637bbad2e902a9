package org.spinngate.client.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static final Load LOAD = new Load(16, 8, 256);

  private final Results results =
      new Results(
          LOAD,
          List.of("direct", "gateway"),
          List.of(turn(100, 80), turn(200, 300), turn(400, 400)));

  private static Turn turn(double direct, double gateway) {
    return new Turn(
        List.of(
            new Round("direct", direct, 1, 2, 0, 0, 3),
            new Round("gateway", gateway, 2, 5, 1, 1, 0)));
  }

  @Test
  void ratiosAreTakenWithinATurn() {
    assertThat(results.turns().get(0).ratio(Measure.THROUGHPUT)).isEqualTo(0.8);
    assertThat(results.medianRatio(Measure.THROUGHPUT)).isEqualTo(1.0);
    assertThat(results.medianRatio(Measure.P50)).isEqualTo(2.0);
    assertThat(results.medianRatio(Measure.P99)).isEqualTo(2.5);
  }

  @Test
  void aSummaryHasMediansAndSums() {
    assertThat(results.summary(0)).isEqualTo(new Round("direct", 200, 1, 2, 0, 0, 9));
    assertThat(results.wrong()).isEqualTo(3);
  }

  @Test
  void theMedianOfAnEvenNumberLiesInTheMiddle() {
    Results two = new Results(LOAD, results.targets(), List.of(turn(100, 80), turn(200, 300)));

    assertThat(two.median(0, Measure.THROUGHPUT)).isEqualTo(150);
  }

  @Test
  void theTableIsAligned() {
    List<String> lines = new ResultTable(results).lines();

    assertThat(lines.get(0)).isEqualTo("16 × window 8, reads of 256 bytes");
    assertThat(lines.get(1))
        .isEqualTo(
            " ROUND  PATH           REQUESTS/S     P50 ms     P99 ms  TIME-OUTS   WRONG  DOUBLED");
    assertThat(lines.get(2))
        .isEqualTo(
            "     1  direct                100      1.000      2.000          0       0        3");
    assertThat(lines.get(4)).isEqualTo("     1  ratio                0.80       2.00       2.50");
    assertThat(lines).hasSize(2 + 3 * 3 + 3);
    assertThat(lines.get(13)).startsWith("median  ratio                1.00");
  }

  @Test
  void onePathAloneHasNoRatios() {
    Results alone =
        new Results(
            LOAD,
            List.of("gateway"),
            List.of(new Turn(List.of(new Round("gateway", 1, 1, 1, 0, 0, 0)))));

    assertThat(new ResultTable(alone).lines()).hasSize(4).noneMatch(line -> line.contains("ratio"));
    assertThat(ResultJson.of(alone)).doesNotContain("ratio");
  }

  @Test
  void withoutACompletedTurnThereIsNothingToSum() {
    Results none = new Results(LOAD, List.of("gateway"), List.of());

    assertThat(new ResultTable(none).lines()).hasSize(2);
    assertThat(json(none).getConfigList("rounds")).isEmpty();
    assertThat(none.wrong()).isZero();
  }

  @Test
  void theJsonSaysTheSame() {
    Config json = json(results);

    assertThat(json.getInt("applications")).isEqualTo(16);
    assertThat(json.getInt("window")).isEqualTo(8);
    assertThat(json.getInt("bytes")).isEqualTo(256);
    assertThat(json.getConfigList("rounds")).hasSize(9);
    Config first = json.getConfigList("rounds").get(0);
    assertThat(first.getString("path")).isEqualTo("direct");
    assertThat(first.getDouble("requests-per-second")).isEqualTo(100);
    assertThat(first.getLong("doubled")).isEqualTo(3);
    Config ratio = json.getConfigList("medians").get(2);
    assertThat(ratio.getString("path")).isEqualTo("ratio");
    assertThat(ratio.getDouble("p99")).isEqualTo(2.5);
  }

  @Test
  void aRatioToNothingIsNull() {
    Results silent = new Results(LOAD, results.targets(), List.of(turn(0, 80)));

    assertThat(ResultJson.of(silent)).contains("\"ratio\", \"requests-per-second\": null");
  }

  @Test
  void loadsAndSchedulesHaveLimits() {
    assertThatThrownBy(() -> new Load(0, 8, 256)).hasMessage("applications: 0 is not 1 to 256");
    assertThatThrownBy(() -> new Load(1, 257, 256)).hasMessageContaining("window");
    assertThatThrownBy(() -> new Load(1, 8, 257)).hasMessageContaining("bytes");
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new Schedule(second.negated(), second, 1))
        .hasMessageContaining("warm");
    assertThatThrownBy(() -> new Schedule(second, Duration.ZERO, 1)).hasMessageContaining("time");
    assertThatThrownBy(() -> new Schedule(second, second, 0)).hasMessageContaining("rounds");
  }

  private static Config json(Results results) {
    return ConfigFactory.parseString(
        ResultJson.of(results), ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
  }
}
