package org.spinngate.endtoend.matrix;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results in Markdown, a table for each carrier. */
final class ResultTable {
  private final List<CellResult> results;

  ResultTable(List<CellResult> results) {
    this.results = results;
  }

  /** The tables of all carriers that there are results of, each after its sentence. */
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
    return heads
        + line
        + results.stream()
            .map(CellResult::cell)
            .filter(cell -> cell.carrier() == carrier)
            .map(Cell::fault)
            .distinct()
            .map(fault -> row(carrier, fault))
            .collect(Collectors.joining());
  }

  private String row(Carrier carrier, Fault fault) {
    return Stream.of(Tool.values())
        .flatMap(
            tool -> Stream.of(Job.values()).map(job -> text(new Cell(fault, tool, job, carrier))))
        .collect(Collectors.joining(" | ", "| " + fault.name() + " | ", " |\n"));
  }

  private String text(Cell cell) {
    return results.stream()
        .filter(result -> result.cell().equals(cell))
        .map(CellResult::text)
        .findFirst()
        .orElse("–");
  }

  /** One line for each cell that is not as it must be. */
  String exceptions() {
    return results.stream()
        .filter(result -> !result.isGreen())
        .map(result -> "- " + result + "\n")
        .collect(Collectors.joining());
  }
}
