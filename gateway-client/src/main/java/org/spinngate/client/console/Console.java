package org.spinngate.client.console;

import java.io.PrintStream;
import java.util.concurrent.Executor;

/**
 * Results on standard output, all else on standard error. Printing happens on an executor of its
 * own, in order, since a terminal that somebody has stopped must not stop the tunnel.
 */
public final class Console {
  private static final String PREFIX = "gateway-client: ";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private final Executor printing;
  private int progressLength;

  /**
   * @param out standard output
   * @param err standard error
   * @param terminal whether a person looks at standard error, so that a line can be rewritten
   * @param printing runs one task after the other
   */
  public Console(PrintStream out, PrintStream err, boolean terminal, Executor printing) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
    this.printing = printing;
  }

  /** Whether a line can be rewritten. */
  boolean isTerminal() {
    return terminal;
  }

  /** What the user asked for. */
  public void result(String line) {
    printing.execute(
        () -> {
          endProgress();
          out.println(line);
          out.flush();
        });
  }

  /** What the user should know. */
  public void say(String line) {
    printing.execute(
        () -> {
          endProgress();
          err.println(line);
          err.flush();
        });
  }

  /** What went wrong, with the program's name in front, as other programs may write here too. */
  public void complain(String line) {
    say(PREFIX + line);
  }

  /** How far something is; on a terminal it stands in place of the previous such line. */
  void progress(String line) {
    if (!terminal) {
      say(line);
      return;
    }
    printing.execute(
        () -> {
          int blanks = Math.max(0, progressLength - line.length());
          err.print("\r" + line + " ".repeat(blanks));
          err.flush();
          progressLength = line.length();
        });
  }

  private void endProgress() {
    if (progressLength > 0) {
      err.print("\r" + " ".repeat(progressLength) + "\r");
      progressLength = 0;
    }
  }
}
