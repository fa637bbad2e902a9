package org.spinngate.server.session;

import org.spinngate.server.admission.Client;
import org.spinngate.server.board.Board;
import org.spinngate.server.lease.SessionId;

/**
 * What the lines and rows of one session name.
 *
 * @param id the session
 * @param client who began it
 * @param board what it has
 */
record SessionLabel(SessionId id, Client client, Board board) {
  /** Whose it is. */
  String user() {
    return client.user().name();
  }

  /** The user, or the one of many that the user is. */
  String account() {
    return client.account();
  }
}
