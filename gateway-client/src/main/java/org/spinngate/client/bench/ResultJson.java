package org.spinngate.client.bench;

import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The results as JSON (RFC 8259), one object; times in milliseconds. What cannot be divided is
 * {@code null}.
 */
public final class ResultJson {
  private ResultJson() {}

  /** The text, one round a line. */
  public static String of(Results results) {
    return "{\"applications\": "
        + results.load().applications()
        + ", \"window\": "
        + results.load().window()
        + ", \"bytes\": "
        + results.load().bytes()
        + ",\n \"rounds\": "
        + IntStream.range(0, results.turns().size())
            .mapToObj(index -> turn(index + 1, results.turns().get(index), results.compares()))
            .collect(Collectors.joining(",\n  ", "[", "]"))
        + (results.turns().isEmpty() ? "" : medians(results))
        + "}";
  }

  private static String turn(int number, Turn turn, boolean compares) {
    String rounds =
        turn.rounds().stream()
            .map(round -> "{\"round\": " + number + ", " + values(round) + "}")
            .collect(Collectors.joining(",\n  "));
    return compares
        ? rounds + ",\n  {\"round\": " + number + ", " + ratios(turn::ratio) + "}"
        : rounds;
  }

  private static String medians(Results results) {
    String medians =
        IntStream.range(0, results.targets().size())
            .mapToObj(target -> "{" + values(results.summary(target)) + "}")
            .collect(Collectors.joining(",\n  "));
    String ratio = results.compares() ? ",\n  {" + ratios(results::medianRatio) + "}" : "";
    return ",\n \"medians\": [" + medians + ratio + "]";
  }

  private static String values(Round round) {
    return "\"path\": \""
        + round.target()
        + "\", \"requests-per-second\": "
        + number(round.requestsPerSecond())
        + ", \"p50\": "
        + number(round.p50Millis())
        + ", \"p99\": "
        + number(round.p99Millis())
        + ", \"time-outs\": "
        + round.timeouts()
        + ", \"wrong\": "
        + round.wrong()
        + ", \"doubled\": "
        + round.doubled();
  }

  private static String ratios(ToDoubleFunction<Measure> ratio) {
    return "\"path\": \"ratio\", \"requests-per-second\": "
        + number(ratio.applyAsDouble(Measure.THROUGHPUT))
        + ", \"p50\": "
        + number(ratio.applyAsDouble(Measure.P50))
        + ", \"p99\": "
        + number(ratio.applyAsDouble(Measure.P99));
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "null";
  }
}
