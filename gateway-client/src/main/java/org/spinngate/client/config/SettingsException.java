package org.spinngate.client.config;

import java.util.List;
import org.spinngate.protocol.ExitCode;

/** What the user asked for makes no sense; every problem is named at once. */
public final class SettingsException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private final List<String> problems;

  /**
   * @param exitCode {@link ExitCode#USAGE} if the command line is at fault, {@link
   *     ExitCode#CONFIGURATION} if a file or a variable is
   * @param problems a line for each, in the order of their discovery
   */
  public SettingsException(ExitCode exitCode, List<String> problems) {
    super(String.join("; ", problems), null, false, false);
    this.exitCode = exitCode;
    this.problems = List.copyOf(problems);
  }

  /** What the process exits with. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** A line for each problem. */
  public List<String> problems() {
    return problems;
  }
}
