package org.spinngate.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.spinngate.client.bench.Comparison;
import org.spinngate.client.bench.Load;
import org.spinngate.client.bench.ResultTable;
import org.spinngate.client.bench.Results;
import org.spinngate.client.bench.Schedule;
import org.spinngate.client.bench.SilentBoard;
import org.spinngate.client.bench.Target;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.endtoend.TestClient;

/** Every comparison of the report, one after the other. */
final class Comparisons {
  /** Each by itself, never whichever seems better. */
  static final List<CarrierWish> CARRIERS = List.of(CarrierWish.TCP, CarrierWish.UDP);

  static final List<Weather> WEATHERS = List.of(Weather.clear(), Weather.lossy(), Weather.bursts());

  /** SDRAM is read in the largest pieces. */
  private static final int BYTES = Load.MOST_BYTES;

  private static final List<Load> NEAR_LOADS =
      List.of(new Load(1, 8, BYTES), new Load(1, 64, BYTES), new Load(16, 8, BYTES));
  private static final List<Load> FAR_LOADS =
      List.of(new Load(1, 8, BYTES), new Load(8, 8, BYTES), new Load(4, 64, BYTES));
  private static final Duration COLD = Duration.ofSeconds(15);
  private static final Duration WARM = Duration.ofSeconds(2);

  private final Duration round;
  private final int rounds;
  private final Consumer<String> progress;
  private Duration warmUp = COLD;

  /**
   * @param round how long each lasts on each path
   * @param rounds how many for each comparison
   * @param progress told what is going on
   */
  Comparisons(Duration round, int rounds, Consumer<String> progress) {
    this.round = round;
    this.rounds = rounds;
    this.progress = progress;
  }

  /** Measures everything; ends at the first failure. */
  Report run() throws IOException, SilentBoard {
    Report report = new Report();
    for (CarrierWish carrier : CARRIERS) {
      try (Site site = new Site()) {
        near(site, carrier, report);
        for (Weather weather : WEATHERS) {
          far(site, carrier, weather, report);
        }
      }
    }
    return report;
  }

  private void near(Site site, CarrierWish carrier, Report report) throws IOException, SilentBoard {
    try (TestClient client = site.nearClient(carrier)) {
      for (Load load : NEAR_LOADS) {
        report.near(carrier, compare(site.nearBoard(), client, load));
      }
    }
  }

  private void far(Site site, CarrierWish carrier, Weather weather, Report report)
      throws IOException, SilentBoard {
    site.conditions(weather.conditions());
    try (TestClient client = site.farClient(carrier)) {
      for (Load load : FAR_LOADS) {
        progress.accept("line: " + weather.name());
        report.far(weather, carrier, compare(site.farBoard(), client, load));
      }
    }
  }

  private Results compare(Target direct, TestClient client, Load load)
      throws IOException, SilentBoard {
    List<Target> targets = List.of(direct, new Target("gateway", client.scp()));
    try (Comparison comparison = Comparison.open(targets, load, progress)) {
      Results results = comparison.run(new Schedule(warmUp, round, rounds), () -> false);
      warmUp = WARM;
      new ResultTable(results).lines().forEach(progress);
      return results;
    }
  }
}
