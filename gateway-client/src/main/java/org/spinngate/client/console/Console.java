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
  private final String subject;
  private final Rewritten rewritten;

  /** The line of progress that stands there, on the thread that prints; 0 without one. */
  private static final class Rewritten {
    int length;
  }

  /**
   * @param out standard output
   * @param err standard error
   * @param terminal whether a person looks at standard error, so that a line can be rewritten
   * @param printing runs one task after the other
   */
  public Console(PrintStream out, PrintStream err, boolean terminal, Executor printing) {
    this(out, err, terminal, printing, "", new Rewritten());
  }

  private Console(
      PrintStream out,
      PrintStream err,
      boolean terminal,
      Executor printing,
      String subject,
      Rewritten rewritten) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
    this.printing = printing;
    this.subject = subject;
    this.rewritten = rewritten;
  }

  /** The same for one of several boards: its name stands in front of what is said about it. */
  public Console about(String board) {
    return new Console(out, err, terminal, printing, board + ": ", rewritten);
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
    print(subject + line);
  }

  private void print(String line) {
    printing.execute(
        () -> {
          endProgress();
          err.println(line);
          err.flush();
        });
  }

  /** What went wrong, with the program's name in front, as other programs may write here too. */
  public void complain(String line) {
    print(PREFIX + subject + line);
  }

  /** How far something is; on a terminal it stands in place of the previous such line. */
  void progress(String text) {
    if (!terminal) {
      say(text);
      return;
    }
    String line = subject + text;
    printing.execute(
        () -> {
          int blanks = Math.max(0, rewritten.length - line.length());
          err.print("\r" + line + " ".repeat(blanks));
          err.flush();
          rewritten.length = line.length();
        });
  }

  private void endProgress() {
    if (rewritten.length > 0) {
      err.print("\r" + " ".repeat(rewritten.length) + "\r");
      rewritten.length = 0;
    }
  }
}
