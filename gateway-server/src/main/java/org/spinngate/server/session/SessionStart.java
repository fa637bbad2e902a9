package org.spinngate.server.session;

import java.time.Instant;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Tunnel;
import org.spinngate.server.admission.Admission;
import org.spinngate.server.admission.Client;
import org.spinngate.server.admission.Permissions;
import org.spinngate.server.board.Board;
import org.spinngate.server.flow.Flows;
import org.spinngate.server.lease.Grant;

/**
 * Begins the session of a client to whom a board has been granted.
 *
 * <p>Thread-safe.
 */
final class SessionStart {
  private final SessionTerms terms;
  private final SessionTable table;
  private final Permissions permissions;
  private final Admission admission;
  private final SessionListener listener;

  /**
   * @param terms of sessions that begin now
   * @param listener hears of each session's fate
   */
  SessionStart(
      SessionTerms terms,
      SessionTable table,
      Permissions permissions,
      Admission admission,
      SessionListener listener) {
    this.terms = terms;
    this.table = table;
    this.permissions = permissions;
    this.admission = admission;
    this.listener = listener;
  }

  /** The time of day by the clock of sessions. */
  Instant now() {
    return terms.flows().get().clock().instant();
  }

  /** Begins a session, which has the grant from here on. On the client's event loop. */
  Session begin(Client client, Board board, Tunnel tunnel, Grant grant) {
    Flows.Shared flows = terms.flows().get();
    HeldBoard held = new HeldBoard(grant, board, flows.limits().flows(), client.loop());
    Session session =
        new Session(
            held,
            new ClientConnection(client, tunnel, grant.generation()),
            terms.times().apply(client.user()),
            flows,
            listener);
    try {
      enter(session, client, board);
      held.keep(client.mayComeBack());
    } catch (RuntimeException | Error fault) {
      session.end(CloseCause.INTERNAL, CloseCause.INTERNAL.sentence());
      throw fault;
    }
    return session;
  }

  private void enter(Session session, Client client, Board board) {
    table.add(session);
    listener.meter().opened(board.name());
    // After the entry in the table, so that nothing that the operator does falls between.
    session.recheck(permissions);
    admission
        .endOfNew(client, board)
        .ifPresent(end -> session.loop().execute(() -> session.end(end.cause(), end.text())));
  }
}
