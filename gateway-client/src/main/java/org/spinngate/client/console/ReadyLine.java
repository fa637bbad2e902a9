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
    return "ready: board "
        + Plain.of(session.board())
        + " at "
        + address
        + " (SCP "
        + scpPort
        + ", boot "
        + bootPort
        + "), session "
        + session.name()
        + ", Ctrl-C to release";
  }
}
