package org.spinngate.server;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.spinngate.server.access.Users;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.link.Loaded;
import org.spinngate.server.link.TlsIdentity;
import org.spinngate.server.reload.Reload;
import org.spinngate.server.session.Supervision;

/**
 * The one place where another configuration takes effect. Whatever new sessions and connections go
 * by is asked of it when they begin; boards, users and the certificate are handed to those that
 * keep them.
 *
 * <p>Thread-safe; applying blocks.
 */
final class LiveConfig implements Reload.Target {
  private final CurrentConfig current;
  private final BoardSetup setup;
  private final BoardDirectory boards;
  private final Users users;
  private final TlsIdentity tls;
  private final Supervision supervision;

  LiveConfig(
      CurrentConfig current,
      BoardSetup setup,
      BoardDirectory boards,
      Users users,
      TlsIdentity tls,
      Supervision supervision) {
    this.current = current;
    this.setup = setup;
    this.boards = boards;
    this.users = users;
    this.tls = tls;
    this.supervision = supervision;
  }

  /** What can fail comes first, so that a configuration is applied as a whole or not at all. */
  @Override
  public synchronized void apply(GatewayConfig next, boolean newCertificate) throws IOException {
    Collection<Board> before = boards.all();
    List<Board> after;
    if (newCertificate) {
      Loaded fresh = Loaded.from(next.tls());
      after = setup.boards(next.boards().values());
      tls.replace(fresh);
    } else {
      after = setup.boards(next.boards().values());
    }
    current.become(next);
    boards.replace(after);
    users.replace(next.users());
    supervision.recheck();
    before.forEach(board -> board.lease().question());
  }
}
