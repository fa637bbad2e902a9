package org.spinngate.client.console;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.spinngate.client.check.CheckReport;
import org.spinngate.client.check.Finding;
import org.spinngate.client.check.PathMeasures;
import org.spinngate.client.check.Verdict;
import org.spinngate.protocol.ResendCounts;

/**
 * What a check has found as JSON (RFC 8259). The names are a public contract (docs/check.md, "Check
 * before you work").
 */
public final class CheckJson {
  private static final String NOTHING = "null";
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double PER_MILLION_OF_PERCENT = 10_000;

  private CheckJson() {}

  /** The text, one object. */
  public static String of(CheckReport report) {
    return "{\"summary\": "
        + JsonText.of(report.summary())
        + ",\n \"exit-code\": "
        + report.exitCode().number()
        + ",\n \"steps\": "
        + list(report.findings().stream().map(CheckJson::step).toList())
        + ",\n \"path\": "
        + path(report.path())
        + ",\n \"software\": "
        + report.software().map(JsonText::of).orElse(NOTHING)
        + ",\n \"tools\": "
        + list(report.verdicts().stream().map(CheckJson::tool).toList())
        + "}";
  }

  private static String list(List<String> objects) {
    return objects.stream().collect(Collectors.joining(",\n  ", "[\n  ", "]"));
  }

  private static String step(Finding finding) {
    return "{\"step\": "
        + JsonText.of(finding.step().label())
        + ", \"outcome\": "
        + JsonText.of(finding.outcome().label())
        + ", \"text\": "
        + JsonText.of(finding.text())
        + ", \"advice\": "
        + JsonText.of(finding.advice())
        + ", \"exit-code\": "
        + finding.exitCode().number()
        + "}";
  }

  private static String tool(Verdict verdict) {
    return "{\"tool\": "
        + JsonText.of(verdict.tool().label())
        + ", \"works\": "
        + JsonText.of(verdict.answer().label())
        + ", \"why\": "
        + JsonText.of(verdict.why())
        + ", \"exit-code\": "
        + verdict.exitCode().number()
        + "}";
  }

  private static String path(PathMeasures path) {
    return "{\"carrier\": "
        + path.carrier().map(carrier -> JsonText.of(carrier.label())).orElse(NOTHING)
        + ", \"tcp-round-trip-ms\": "
        + millis(path.stream())
        + ", \"udp-round-trip-ms\": "
        + millis(path.packets())
        + ", \"board-round-trip-ms\": "
        + millis(path.board())
        + ", \"loss-percent\": "
        + percent(path.lossPerMillion())
        + ", \"resent-to-server\": "
        + repairs(path, ResendCounts::resent)
        + ", \"resent-from-server\": "
        + repairs(path, ResendCounts::recovered)
        + ", \"largest-packet-bytes\": "
        + number(path.largestPacket())
        + ", \"udp-packet-bytes\": "
        + number(path.packetBytes())
        + "}";
  }

  private static String repairs(PathMeasures path, ToLongFunction<ResendCounts> direction) {
    return path.repairs()
        .map(counts -> String.valueOf(direction.applyAsLong(counts)))
        .orElse(NOTHING);
  }

  private static String number(OptionalInt known) {
    return known.isPresent() ? String.valueOf(known.getAsInt()) : NOTHING;
  }

  private static String millis(Optional<Duration> time) {
    return time.map(known -> String.format(Locale.ROOT, "%.3f", known.toNanos() / NANOS_PER_MILLI))
        .orElse(NOTHING);
  }

  private static String percent(OptionalInt perMillion) {
    return perMillion.isPresent()
        ? String.format(Locale.ROOT, "%.2f", perMillion.getAsInt() / PER_MILLION_OF_PERCENT)
        : NOTHING;
  }
}
