package org.spinngate.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.spinngate.client.bench.Measure;
import org.spinngate.client.bench.Results;
import org.spinngate.client.bench.Round;
import org.spinngate.client.config.CarrierWish;

/** The results in Markdown, as docs/performance.md has them. */
final class Report {
  private static final String HEAD =
      """
      | line, each way | load | carrier | direct, requests/s | gateway | ratio: median (all) \
      | p50 ms, direct | gateway | p99 ms, direct | gateway | time-outs, direct | gateway |
      |---|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
      """;

  private final List<String> rows = new ArrayList<>();
  private long wrong;

  /** A comparison without a line between client and server. */
  void near(CarrierWish carrier, Results results) {
    add("loopback", carrier, results);
  }

  /** A comparison by a line. */
  void far(Weather weather, CarrierWish carrier, Results results) {
    add("20 ms, " + weather.name(), carrier, results);
  }

  private void add(String line, CarrierWish carrier, Results results) {
    wrong += results.wrong();
    Round direct = results.summary(0);
    Round gateway = results.summary(1);
    List<String> cells =
        List.of(
            line,
            results.load().label(),
            carrier.name().toLowerCase(Locale.ROOT),
            number("%,.0f", direct.requestsPerSecond()),
            number("%,.0f", gateway.requestsPerSecond()),
            ratios(results),
            number("%.2f", direct.p50Millis()),
            number("%.2f", gateway.p50Millis()),
            number("%.1f", direct.p99Millis()),
            number("%.1f", gateway.p99Millis()),
            number("%,d", direct.timeouts()),
            number("%,d", gateway.timeouts()));
    rows.add(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  private static String ratios(Results results) {
    return results.turns().stream()
        .map(turn -> number("%.2f", turn.ratio(Measure.THROUGHPUT)))
        .collect(
            Collectors.joining(
                ", ",
                "**" + number("%.2f", results.medianRatio(Measure.THROUGHPUT)) + "** (",
                ")"));
  }

  private static String number(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** Whether every answer was right. */
  boolean isRight() {
    return wrong == 0;
  }

  /** The table, and a sentence on wrong answers. */
  String markdown() {
    String verdict = wrong == 0 ? "No answer was wrong." : "**" + wrong + " answers were wrong.**";
    return HEAD + String.join("", rows) + "\n" + verdict + "\n";
  }
}
