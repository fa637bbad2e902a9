package org.spinngate.server;

import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.spinngate.server.board.Board;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.config.TlsSettings;
import org.spinngate.server.legacy.LegacyDoor;
import org.spinngate.server.link.LoadedCertificate;
import org.spinngate.server.link.TlsIdentity;
import org.spinngate.server.reload.Reload;

/**
 * The one place where another configuration takes effect. The values for new sessions and
 * connections are asked of it when they begin; boards, users and the certificate are handed to
 * those that keep them.
 *
 * <p>Thread-safe; applying blocks.
 */
final class LiveConfig implements Reload.Target {
  private final SessionSetup sessions;
  private final BoardSetup setup;
  private final TlsIdentity tls;
  private final Certificates certificates;
  private final LegacyDoor old;
  private final boolean legacyClients;

  /** Reads a certificate and its key, which the caller owns then. */
  @FunctionalInterface
  interface Certificates {
    /** Blocks. */
    LoadedCertificate load(TlsSettings settings) throws IOException;
  }

  /**
   * @param setup made the boards of this moment
   * @param tls the identity that new connections see
   * @param old is told when its clients must be looked at anew
   */
  LiveConfig(
      SessionSetup sessions,
      BoardSetup setup,
      TlsIdentity tls,
      Certificates certificates,
      LegacyDoor old) {
    this.sessions = sessions;
    this.certificates = certificates;
    this.setup = setup;
    this.tls = tls;
    this.old = old;
    this.legacyClients = sessions.config().get().legacy().enabled();
  }

  /**
   * What can fail comes first, so that a configuration is applied as a whole or not at all. Who
   * looks after boards knows them before users do.
   */
  @Override
  public synchronized void apply(GatewayConfig next, boolean newCertificate) throws IOException {
    Collection<Board> before = sessions.boards().all();
    List<Board> after = newCertificate ? boardsAndCertificate(next) : boards(next);
    sessions.config().become(next);
    sessions.lookAfter(after);
    sessions.boards().replace(after);
    sessions.users().replace(next.everybody(legacyClients));
    sessions.supervision().recheck();
    old.recheck();
    sessions.leases().described(after);
    sessions.boardsDescribed();
    before.forEach(sessions.leases()::question);
  }

  private List<Board> boards(GatewayConfig next) throws IOException {
    return setup.boards(next.boards().values());
  }

  private List<Board> boardsAndCertificate(GatewayConfig next) throws IOException {
    LoadedCertificate fresh = certificates.load(next.entry().tls());
    List<Board> after;
    try {
      after = boards(next);
    } catch (IOException | RuntimeException e) {
      ReferenceCountUtil.release(fresh.context());
      throw e;
    }
    tls.replace(fresh);
    return after;
  }
}
