package org.spinngate.client.console;

import org.spinngate.protocol.Opened;

/**
 * The line that scripts wait for.
 *
 * @param address the local address
 * @param scpPort the local port for SCP
 * @param bootPort the local port for boot
 */
public record ReadyLine(String address, int scpPort, int bootPort) {
  /** The line for a session. */
  public String of(Opened session) {
    return at(session.board()) + ", session " + session.name() + ", Ctrl-C to release";
  }

  /** The line for the board of an old server, which knows no sessions. */
  public String ofLegacy(String board) {
    return at(board) + ", path legacy, Ctrl-C to release";
  }

  private String at(String board) {
    return "ready: board "
        + Plain.of(board)
        + " at "
        + address
        + " (SCP "
        + scpPort
        + ", boot "
        + bootPort
        + ")";
  }
}
