package org.spinngate.endtoend.matrix;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results in Markdown, a table for each carrier. */
final class ResultTable {
  private final List<CellResult> results;

  ResultTable(List<CellResult> results) {
    this.results = results;
  }

  /** The tables of all carriers that there are results of, each behind its sentence. */
  String markdown() {
    return Stream.of(Carrier.values())
        .filter(carrier -> results.stream().anyMatch(result -> result.cell().carrier() == carrier))
        .map(carrier -> carrier.sentence() + "\n\n" + table(carrier))
        .collect(Collectors.joining("\n"));
  }

  String table(Carrier carrier) {
    String heads =
        Stream.of(Tool.values())
            .flatMap(tool -> Stream.of(Job.values()).map(job -> tool.label() + " " + job.label()))
            .collect(Collectors.joining(" | ", "| fault | ", " |\n"));
    String line = "|---".repeat(1 + Tool.values().length * Job.values().length) + "|\n";
    Map<String, List<CellResult>> rows =
        results.stream()
            .filter(result -> result.cell().carrier() == carrier)
            .collect(
                Collectors.groupingBy(
                    result -> result.cell().fault().name(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return heads
        + line
        + rows.entrySet().stream()
            .map(row -> row(row.getKey(), row.getValue()))
            .collect(Collectors.joining());
  }

  private static String row(String name, List<CellResult> cells) {
    return cells.stream()
        .map(CellResult::text)
        .collect(Collectors.joining(" | ", "| " + name + " | ", " |\n"));
  }

  /** One line for each cell that is not as it must be. */
  String exceptions() {
    return results.stream()
        .filter(result -> !result.isGreen())
        .map(result -> "- " + result + "\n")
        .collect(Collectors.joining());
  }
}
