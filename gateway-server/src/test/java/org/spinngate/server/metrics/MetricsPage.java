package org.spinngate.server.metrics;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** docs/reference-metrics.md, made from what a server exposes. */
final class MetricsPage {
  private static final int LONGEST_LIST = 12;

  private static final String HEAD =
      """
      # Reference: metrics

      For operators who watch a server with Prometheus. This page is made from what a server exposes at `/metrics`; see [reference.md](reference.md).

      Labels are boards, which the configuration names, and words of closed lists, never users, addresses or sessions. All words of a list are
      there from the start. What close causes and drop reasons mean is in [reference-words.md](reference-words.md).

      | metric | kind | labels | is |
      |---|---|---|---|
      """;

  private static final Pattern METRIC =
      Pattern.compile("(?m)^# HELP (\\S+) (.*)\n# TYPE \\S+ (\\w+)$");

  private final String exposed;

  MetricsPage(String exposed) {
    this.exposed = exposed;
  }

  String text() {
    return METRIC
        .matcher(exposed)
        .results()
        .map(this::row)
        .collect(Collectors.joining("", HEAD, ""));
  }

  private String row(MatchResult metric) {
    String name = metric.group(1);
    return "| `%s` | %s | %s | %s |\n"
        .formatted(name, metric.group(3), labels(name), metric.group(2).replaceAll("\\.$", ""));
  }

  private String labels(String metric) {
    return matches("(?m)^" + metric + "(?:_bucket|_count)?\\{(.*)\\}").stream()
        .flatMap(labels -> Pattern.compile("(\\w+)=\"").matcher(labels).results())
        .map(label -> label.group(1))
        .filter(label -> !label.equals("le"))
        .distinct()
        .sorted()
        .map(label -> "`" + label + "`" + words(metric, label))
        .collect(Collectors.joining("; "));
  }

  /** Of a label that has few words; those of boards, loops and versions are not words of ours. */
  private String words(String metric, String label) {
    Set<String> words = matches("(?m)^" + metric + "\\{.*\\b" + label + "=\"([a-z-]+)\"");
    return words.isEmpty() || words.size() > LONGEST_LIST
        ? ""
        : words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", ", ": ", ""));
  }

  private Set<String> matches(String pattern) {
    return Pattern.compile(pattern)
        .matcher(exposed)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
