package org.spinngate.protocol;

/**
 * What a command tells the shell that started it. The numbers are a public contract: scripts test
 * them, so they are appended to and never renumbered.
 */
public enum ExitCode {
  /** The command did what it was asked. */
  FINE(0),
  /** Internal error; the log has the details. Of the server also if it cannot listen. */
  INTERNAL(1),
  /** Wrong command line. */
  USAGE(2),
  /** A configuration file is missing, unreadable or wrong. */
  CONFIGURATION(3),
  /** The server does not accept this user and token. */
  LOGIN_REFUSED(4),
  /** The board does not exist, or this user may not use it; one answer for both, on purpose. */
  BOARD_REFUSED(5),
  /** The board is in use, out of service or failed, or this user has too many sessions. */
  BOARD_BUSY(6),
  /** No server answers, or it stopped answering. */
  UNREACHABLE(7),
  /** Another program has the local port. */
  PORT_IN_USE(8),
  /** Client and server have no protocol version in common. */
  VERSION_MISMATCH(9),
  /** The operator ended the session. */
  ENDED_BY_OPERATOR(10),
  /** The session was idle for too long, or reached its maximum duration. */
  TIME_REACHED(11),
  /** The server is not the one that the client was told to trust. */
  IDENTITY_MISMATCH(12);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** The number that the process exits with. */
  public int number() {
    return number;
  }
}
