package org.spinngate.client.command;

import org.spinngate.protocol.ExitCode;

/** Exit codes that mean here what they mean in a shell. */
final class ShellCodes {
  /** The program could not be started. */
  static final int CANNOT_RUN = 127;

  /** Ctrl-C or SIGTERM came before it was done: 128, and the number of the first of the two. */
  static final int INTERRUPTED = 130;

  private ShellCodes() {}

  /** The code of what was interrupted: its own, but never that of success. */
  static int ofInterrupted(int code) {
    return code == ExitCode.FINE.number() ? INTERRUPTED : code;
  }
}
