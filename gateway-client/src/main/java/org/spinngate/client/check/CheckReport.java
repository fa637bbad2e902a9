package org.spinngate.client.check;

import java.util.List;
import java.util.Optional;
import org.spinngate.protocol.ExitCode;

/**
 * All that a check has found.
 *
 * @param findings of every step, in order
 * @param verdicts for every tool
 * @param path what was measured
 * @param software what the board runs, such as {@code SC&MP 4.0.0}, if that is known
 */
public record CheckReport(
    List<Finding> findings, List<Verdict> verdicts, PathMeasures path, Optional<String> software) {
  /** Copies the lists. */
  public CheckReport {
    findings = List.copyOf(findings);
    verdicts = List.copyOf(verdicts);
  }

  /** The one line that says it all: the first thing that does not work, or else a remark. */
  public String summary() {
    return firstBad()
        .map(bad -> "will not work: " + bad.text())
        .or(() -> firstProblem().map(tool -> "works in part: " + words(tool)))
        .or(() -> firstRemark().map(remark -> "works, with a remark: " + remark.text()))
        .orElseGet(this::fine);
  }

  private static String words(Verdict verdict) {
    return verdict.tool().label() + ": " + verdict.why();
  }

  private String fine() {
    boolean whole =
        findings.stream().noneMatch(finding -> finding.outcome() == Outcome.NOT_CHECKED);
    return whole ? "all would work" : "all would work, as far as was checked";
  }

  /** Fine if all would work, and otherwise that of the first thing that does not. */
  public ExitCode exitCode() {
    return firstBad()
        .map(Finding::exitCode)
        .or(() -> firstProblem().map(Verdict::exitCode))
        .orElse(ExitCode.FINE);
  }

  private Optional<Finding> firstBad() {
    return findings.stream().filter(Finding::isBad).findFirst();
  }

  private Optional<Verdict> firstProblem() {
    return verdicts.stream().filter(Verdict::isProblem).findFirst();
  }

  private Optional<Finding> firstRemark() {
    return findings.stream().filter(finding -> finding.outcome() == Outcome.REMARK).findFirst();
  }
}
