package org.spinngate.client.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The results as a person reads them. */
public final class ResultTable {
  private final Results results;

  /** A table of these. */
  public ResultTable(Results results) {
    this.results = results;
  }

  /** A headline, a line for each round of each path and for each ratio, and medians. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(results.load().label() + ", reads of " + results.load().bytes() + " bytes");
    lines.add(
        row("ROUND", "PATH", "REQUESTS/S", "P50 ms", "P99 ms", "TIME-OUTS", "WRONG", "DOUBLED"));
    for (int number = 1; number <= results.turns().size(); number++) {
      Turn turn = results.turns().get(number - 1);
      String name = String.valueOf(number);
      turn.rounds().forEach(round -> lines.add(row(name, round)));
      if (results.compares()) {
        lines.add(ratio(name, turn::ratio));
      }
    }
    if (!results.turns().isEmpty()) {
      addMedians(lines);
    }
    return lines;
  }

  private void addMedians(List<String> lines) {
    for (int target = 0; target < results.targets().size(); target++) {
      lines.add(row("median", results.summary(target)));
    }
    if (results.compares()) {
      lines.add(ratio("median", results::medianRatio));
    }
  }

  private static String row(String name, Round round) {
    return row(
        name,
        round.target(),
        String.format(Locale.ROOT, "%,.0f", round.requestsPerSecond()),
        String.format(Locale.ROOT, "%.3f", round.p50Millis()),
        String.format(Locale.ROOT, "%.3f", round.p99Millis()),
        round.timeouts(),
        round.wrong(),
        round.doubled());
  }

  private static String ratio(String name, ToDoubleFunction<Measure> ratio) {
    return row(
        name,
        "ratio",
        String.format(Locale.ROOT, "%.2f", ratio.applyAsDouble(Measure.THROUGHPUT)),
        String.format(Locale.ROOT, "%.2f", ratio.applyAsDouble(Measure.P50)),
        String.format(Locale.ROOT, "%.2f", ratio.applyAsDouble(Measure.P99)),
        "",
        "",
        "");
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "%6s  %-12s %12s  %9s  %9s  %9s  %6s  %7s", cells)
        .stripTrailing();
  }
}
