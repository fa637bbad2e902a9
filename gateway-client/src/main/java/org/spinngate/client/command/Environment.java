package org.spinngate.client.command;

import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.spinngate.client.alias.AliasWork;
import org.spinngate.protocol.ExitCode;

/**
 * What a command finds around itself.
 *
 * @param variables the process's variables
 * @param out standard output
 * @param err standard error
 * @param terminal whether a person looks at standard error
 * @param clock today's date and the user's time zone
 * @param interruption completed when the user or the system wants the process to end
 */
record Environment(
    Map<String, String> variables,
    PrintStream out,
    PrintStream err,
    boolean terminal,
    Clock clock,
    CompletableFuture<Void> interruption) {

  /** Gives this machine addresses of boards. */
  AliasWork aliases() {
    return AliasWork.ofThisSystem(variables);
  }

  /** The exit code of a command whose work is its output: fine only if all of it was taken. */
  int written() {
    if (out.checkError()) {
      err.println("gateway-client: standard output does not take the result; is the disk full?");
      return ExitCode.INTERNAL.number();
    }
    return ExitCode.FINE.number();
  }
}
