package org.spinngate.server.ledger.zookeeper;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.server.config.ClusterSettings.Engine;
import org.spinngate.server.ledger.LedgerFaults;
import org.spinngate.server.ledger.LedgerUnsure;

/**
 * What an operator must know of the engine, one line each; ZooKeeper's own log is silent.
 *
 * <p>Confined to the ledger's thread.
 */
final class EngineLog {
  private static final Logger LOG = LoggerFactory.getLogger(EngineLog.class);

  private final Engine engine;
  private final String servers;
  private final LedgerThread thread;
  private final Duration patience;
  private boolean reached;

  /**
   * @param patience for how long servers may be tried in vain before there is a word about it
   */
  EngineLog(Engine engine, LedgerThread thread, Duration patience) {
    this.engine = engine;
    this.thread = thread;
    this.patience = patience;
    servers =
        engine.servers().stream()
            .map(server -> server.getHostString() + ":" + server.getPort())
            .collect(Collectors.joining(","));
  }

  /** A word about what is in the way, if it is not reached soon. */
  void looking() {
    Future<?> unused = thread.later(this::complain, patience);
  }

  private void complain() {
    if (!reached) {
      EngineTrial trial = new EngineTrial(engine);
      Thread asking = new Thread(() -> tell(trial.reasons()), "ledger-trial");
      asking.setDaemon(true);
      asking.start();
    }
  }

  private static void tell(String reasons) {
    LOG.atWarn().log("the engine is not reached: {}", reasons);
  }

  void reached() {
    reached = true;
    LOG.atInfo().log("the engine is reached at {}", servers);
  }

  void lost(String reason) {
    reached = false;
    LOG.atWarn().log("the engine is lost: {}; trying again", reason);
    looking();
  }

  void refused(String reason) {
    LOG.atError()
        .log("the engine at {} does not serve this gateway: {}; trying again", servers, reason);
  }

  /** Whether it is not worth a line, since the end of the connection has its own. */
  boolean isLoss(Throwable failure) {
    String text = text(failure);
    return text.endsWith("CONNECTIONLOSS") || text.endsWith("SESSIONEXPIRED");
  }

  static String text(Throwable failure) {
    Throwable cause = LedgerFaults.causeOf(failure);
    return cause instanceof LedgerUnsure
        ? String.valueOf(cause.getMessage())
        : String.valueOf(cause);
  }
}
