package org.spinngate.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import picocli.CommandLine;

/**
 * The server's real command line, run in this process, for commands that come to an end.
 *
 * @param exitCode what the process would exit with
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record ServerProgram(int exitCode, String out, String err) {
  /** Runs it. */
  public static ServerProgram run(List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Main.run(
            arguments.toArray(String[]::new),
            new PrintWriter(out, true),
            new PrintWriter(err, true));
    return new ServerProgram(exitCode, out.toString(), err.toString());
  }

  /** Its commands, to be described. */
  public static CommandLine commandLine() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return Main.commandLine(nowhere, nowhere);
  }
}
