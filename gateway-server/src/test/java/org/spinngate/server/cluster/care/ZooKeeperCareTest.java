package org.spinngate.server.cluster.care;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.server.ledger.Ledger;
import org.spinngate.server.ledger.zookeeper.EmbeddedQuorum;
import org.spinngate.server.ledger.zookeeper.QuorumLedgers;

/** What is known of boards goes from home to home by ZooKeeper. */
class ZooKeeperCareTest extends CareContract {
  private static final String NETWORK = "127.71.41.";
  private static final List<String> TOP = List.of("/gateways", "/boards");

  @TempDir static Path folder;

  private static Optional<QuorumLedgers> shared = Optional.empty();

  @BeforeAll
  static void start() {
    EmbeddedQuorum quorum = EmbeddedQuorum.plain(folder, NETWORK);
    shared = Optional.of(new QuorumLedgers(quorum, NETWORK + 9, TOP));
  }

  @AfterAll
  static void stop() {
    shared.ifPresent(QuorumLedgers::close);
  }

  private static QuorumLedgers shared() {
    return shared.orElseThrow();
  }

  @Override
  protected Ledger open() {
    return shared().open();
  }

  @Override
  protected void leave(Ledger done) {
    shared().leave(done);
  }

  @Override
  protected void cut(Ledger ledger) {
    shared().cut(ledger);
  }

  @Override
  protected void mend(Ledger ledger) {
    shared().mend(ledger);
  }
}
