package org.spinngate.server.command;

import org.spinngate.protocol.ExitCode;

/** A command could not do its job, for a reason that the operator can change. */
public final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  /** With one line for the operator and the number for the shell. */
  public CommandFailure(ExitCode exitCode, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  /** What the process exits with. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
