package org.spinngate.server.lease;

import org.spinngate.protocol.ResumeToken;

/**
 * A client that had a session when the process before this one ended, and is back for it.
 *
 * @param reservation keeps its board
 * @param token what it proved itself with
 * @param generation of its connection
 */
record RestartResume(Reservation reservation, ResumeToken token, int generation) {
  public SessionIdentity identity() {
    return reservation.identity(token);
  }
}
