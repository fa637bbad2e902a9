package org.spinngate.endtoend.matrix;

import java.util.List;
import org.spinngate.endtoend.tools.Outcome;

/**
 * What became of one cell.
 *
 * @param cell which one
 * @param expectation what the tool had to see
 * @param outcome what it saw
 * @param faults what was wrong with that; nothing, if all is well
 */
record CellResult(Cell cell, Expectation expectation, Outcome outcome, List<String> faults) {
  /** What is said of a tool that saw something else than it had to. */
  static final String NOT_AS_EXPECTED = "not as expected";

  /** What is said of a tool that gave up, or was done, while nothing was wrong yet. */
  static final String ENDED_TOO_SOON = "ended before the fault could strike";

  /** Whether nothing is wrong but that the tool took longer than it has patience. */
  boolean wasOnlyLate() {
    return faults.equals(List.of(NOT_AS_EXPECTED)) || faults.equals(List.of(ENDED_TOO_SOON));
  }

  boolean isGreen() {
    return faults.isEmpty();
  }

  /** For a table. */
  String text() {
    return (isGreen() ? "✓ " : "✗ ") + seen();
  }

  private String seen() {
    if (!outcome.completed()) {
      return "error";
    }
    long packets = outcome.counts().bootPackets();
    long boots = packets / Job.IMAGE.packets().size();
    if (boots > 1) {
      return "booted " + boots + " ×";
    }
    long retries = outcome.counts().retries() - boots * cell.tool().retriesBeforeBoot();
    return retries > 0 ? "asked again " + retries + " ×" : "unnoticed";
  }

  @Override
  public String toString() {
    return "%s: expected %s, saw %s %s".formatted(cell, expectation.label(), outcome, faults);
  }
}
