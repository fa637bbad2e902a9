package org.spinngate.server.config.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, and what is only strange, while a file is read. */
final class Findings {
  private static final Comparator<ConfigProblem> BY_PLACE =
      Comparator.comparing(ConfigProblem::file).thenComparingInt(ConfigProblem::line);

  private final List<ConfigProblem> problems = new ArrayList<>();
  private final List<ConfigProblem> warnings = new ArrayList<>();

  void problem(ConfigProblem problem) {
    problems.add(problem);
  }

  void warning(ConfigProblem warning) {
    warnings.add(warning);
  }

  boolean anyProblem() {
    return !problems.isEmpty();
  }

  List<ConfigProblem> problems() {
    return problems.stream().sorted(BY_PLACE).toList();
  }

  List<ConfigProblem> warnings() {
    return warnings.stream().sorted(BY_PLACE).toList();
  }
}
