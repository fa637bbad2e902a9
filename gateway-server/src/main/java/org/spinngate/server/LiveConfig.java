package org.spinngate.server;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.spinngate.server.board.Board;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.legacy.LegacyDoor;
import org.spinngate.server.link.Loaded;
import org.spinngate.server.link.TlsIdentity;
import org.spinngate.server.reload.Reload;

/**
 * The one place where another configuration takes effect. Whatever new sessions and connections go
 * by is asked of it when they begin; boards, users and the certificate are handed to those that
 * keep them.
 *
 * <p>Thread-safe; applying blocks.
 */
final class LiveConfig implements Reload.Target {
  private final SessionSetup sessions;
  private final BoardSetup setup;
  private final TlsIdentity tls;
  private final LegacyDoor old;
  private final boolean oldClients;

  LiveConfig(SessionSetup sessions, BoardSetup setup, TlsIdentity tls, LegacyDoor old) {
    this.sessions = sessions;
    this.setup = setup;
    this.tls = tls;
    this.old = old;
    this.oldClients = sessions.config().get().legacy().enabled();
  }

  /** What can fail comes first, so that a configuration is applied as a whole or not at all. */
  @Override
  public synchronized void apply(GatewayConfig next, boolean newCertificate) throws IOException {
    Collection<Board> before = sessions.boards().all();
    List<Board> after;
    if (newCertificate) {
      Loaded fresh = Loaded.from(next.tls());
      after = setup.boards(next.boards().values());
      tls.replace(fresh);
    } else {
      after = setup.boards(next.boards().values());
    }
    sessions.config().become(next);
    sessions.boards().replace(after);
    sessions.users().replace(next.everybody(oldClients));
    sessions.supervision().recheck();
    old.recheck();
    before.forEach(board -> board.lease().question());
  }
}
