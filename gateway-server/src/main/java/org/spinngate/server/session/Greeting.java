package org.spinngate.server.session;

import org.spinngate.protocol.Opened;
import org.spinngate.server.board.Board;
import org.spinngate.server.lease.SessionIdentity;

/**
 * What a client is told of its session.
 *
 * @param session its name and its secret
 * @param board what it has
 * @param flows how many flows it may have
 */
record Greeting(SessionIdentity session, Board board, int flows) {
  /** At the beginning. */
  Opened first() {
    return with(new Opened.Resumption(session.token(), false, 0));
  }

  /** On a later connection, with the boot datagrams that the earlier ones have brought. */
  Opened again(int bootReceived) {
    return with(new Opened.Resumption(session.token(), true, bootReceived));
  }

  private Opened with(Opened.Resumption resumption) {
    Opened.Terms terms = new Opened.Terms(board.lease().shared(), flows, board.singleReply());
    return new Opened(session.id().value(), board.name(), terms, resumption);
  }
}
