package org.spinngate.client.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.spinngate.client.check.CheckReport;
import org.spinngate.client.check.Finding;
import org.spinngate.client.check.Outcome;
import org.spinngate.client.check.Verdict;

/** What a check has found, for a person: the sum first, then a line for each step and tool. */
public final class CheckText {
  private static final String HINT = " ".repeat(27);

  private CheckText() {}

  /** The lines. */
  public static List<String> of(CheckReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(Plain.of(report.summary()));
    lines.add("");
    report.findings().forEach(finding -> add(lines, finding));
    lines.add("");
    report.verdicts().forEach(verdict -> lines.add(line(verdict)));
    return lines;
  }

  private static void add(List<String> lines, Finding finding) {
    boolean checked = finding.outcome() != Outcome.NOT_CHECKED;
    String mark = checked ? finding.outcome().label() : "-";
    String text = (checked ? "" : "not checked: ") + finding.text();
    lines.add(line(mark, finding.step().label().replace('-', ' '), text));
    finding.advice().lines().forEach(advice -> lines.add(HINT + Plain.of(advice)));
  }

  private static String line(Verdict verdict) {
    String mark =
        switch (verdict.answer()) {
          case IN_PART -> "part";
          case UNKNOWN -> "?";
          default -> verdict.answer().label();
        };
    return line(mark, verdict.tool().label(), verdict.why());
  }

  private static String line(String mark, String what, String text) {
    return String.format(Locale.ROOT, "%-4s  %-19s  %s", mark, what, Plain.of(text))
        .stripTrailing();
  }
}
