package org.spinngate.client.net;

import org.spinngate.protocol.ExitCode;

/** A local port could not be bound. The message is for the user. */
public final class PortFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  /** One with this exit code and sentence. */
  public PortFailure(ExitCode exitCode, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  /** {@link ExitCode#PORT_IN_USE}, or {@link ExitCode#CONFIGURATION} for an impossible address. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** The same, with the words in front that say whose port it is. */
  public PortFailure of(String whose) {
    return new PortFailure(exitCode, whose + ": " + getMessage());
  }
}
