package org.spinngate.server.command;

import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.ExitCode;
import org.spinngate.server.config.file.InvalidConfiguration;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Tells the operator in one line, and the shell in one number, why a command did not do its job.
 */
public final class Refusals implements IParameterExceptionHandler, IExecutionExceptionHandler {
  @Override
  public int handleParseException(ParameterException refusal, String[] args) {
    CommandLine command = refusal.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(refusal.getMessage());
    UnmatchedArgumentException.printSuggestions(refusal, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE.number();
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (failure instanceof InvalidConfiguration invalid) {
      invalid.problems().forEach(err::println);
      return ExitCode.CONFIGURATION.number();
    }
    if (failure instanceof CommandFailure known) {
      err.println(known.getMessage());
      return known.exitCode().number();
    }
    // Fetched only here, for the start of the log takes longer than most commands.
    LoggerFactory.getLogger(Refusals.class).error("internal error", failure);
    err.println("internal error: " + failure);
    return ExitCode.INTERNAL.number();
  }
}
