package org.spinngate.client.check;

import org.spinngate.protocol.ExitCode;

/**
 * What one step has found.
 *
 * @param step which
 * @param outcome how it came out
 * @param text what was found, in one line without a full stop; may hold the server's own words
 * @param advice what it means and what to do, in one line or more, or empty
 * @param exitCode what a process exits with that fails for this
 */
public record Finding(Step step, Outcome outcome, String text, String advice, ExitCode exitCode) {
  static Finding good(Step step, String text) {
    return new Finding(step, Outcome.GOOD, text, "", ExitCode.FINE);
  }

  static Finding remark(Step step, String text, String advice) {
    return new Finding(step, Outcome.REMARK, text, advice, ExitCode.FINE);
  }

  static Finding bad(Step step, ExitCode exitCode, String text, String advice) {
    return new Finding(step, Outcome.BAD, text, advice, exitCode);
  }

  static Finding notChecked(Step step, String why, String advice) {
    return new Finding(step, Outcome.NOT_CHECKED, why, advice, ExitCode.FINE);
  }

  boolean isBad() {
    return outcome == Outcome.BAD;
  }
}
