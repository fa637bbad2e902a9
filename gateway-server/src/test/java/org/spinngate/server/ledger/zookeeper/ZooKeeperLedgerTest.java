package org.spinngate.server.ledger.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.server.config.ClusterSettings.Engine;
import org.spinngate.server.config.ClusterSettings.Identity;
import org.spinngate.server.config.TlsSettings;
import org.spinngate.server.ledger.Ledger;
import org.spinngate.server.ledger.LedgerChange.Create;
import org.spinngate.server.ledger.LedgerContract;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerUnsure;
import org.spinngate.server.testing.LogCapture;

/** What every ledger does, done by ZooKeeper, and what only that can do. */
class ZooKeeperLedgerTest extends LedgerContract {
  private static final String NETWORK = "127.71.40.";
  private static final String HERE = NETWORK + 9;
  private static final List<String> TOP = List.of("/gateways", "/beats", "/boards", "/users");

  /** Long enough for a machine that stands still for a while to answer in time. */
  private static final Duration SOON = Duration.ofSeconds(2);

  /** For those who wait in vain in any case. */
  private static final Duration AT_ONCE = Duration.ofMillis(200);

  @TempDir static Path folder;

  private static Optional<QuorumLedgers> shared = Optional.empty();

  private final List<Ledger> ledgers = new ArrayList<>();

  @BeforeAll
  static void start() {
    TlsSettings server = Certificates.make(folder.resolve("good"), NETWORK);
    EmbeddedQuorum quorum = EmbeddedQuorum.secure(folder, NETWORK, server);
    shared = Optional.of(new QuorumLedgers(quorum, HERE, TOP));
  }

  @AfterAll
  static void stop() {
    shared.ifPresent(QuorumLedgers::close);
  }

  private static QuorumLedgers shared() {
    return shared.orElseThrow();
  }

  private static EmbeddedQuorum quorum() {
    return shared().quorum();
  }

  @Override
  protected Ledger open() {
    return shared().open();
  }

  @Override
  protected void leave(Ledger done) {
    shared().leave(done);
  }

  private static Engine engine(String chroot, Ways way) {
    return new Engine(way.addresses(), chroot, Optional.empty());
  }

  private static Engine secure(String chroot, TlsSettings own) {
    Path ca = folder.resolve("good/server.pem");
    return new Engine(quorum().secureAddresses(), chroot, Optional.of(new Identity(own, ca)));
  }

  private static TlsSettings good() {
    return new TlsSettings(folder.resolve("good/server.pem"), folder.resolve("good/server.key"));
  }

  private Ledger hasty(Engine engine) {
    return patient(engine, SOON);
  }

  private Ledger patient(Engine engine, Duration patience) {
    Ledger ledger = new ZooKeeperLedger(engine, TOP, patience);
    ledgers.add(ledger);
    return ledger;
  }

  @Override
  protected void cut(Ledger ledger) {
    shared().cut(ledger);
  }

  @Override
  protected void mend(Ledger ledger) {
    shared().mend(ledger);
  }

  @AfterEach
  void closeLedgers() {
    ledgers.forEach(Ledger::close);
  }

  private static CompletableFuture<Void> create(Ledger ledger, String key) {
    return ledger.transact(List.of(new Create(key, "here"))).toCompletableFuture();
  }

  private static Optional<LedgerEntry> read(Ledger ledger, String key) throws Exception {
    return ledger.read(key).toCompletableFuture().get();
  }

  private static void assertUnsure(CompletableFuture<?> stage) {
    assertThatThrownBy(stage::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(LedgerUnsure.class);
  }

  @Test
  void whoGetsNoAnswerIsUnsureAndNotConnectedUntilOneComes() throws Exception {
    Ways way = new Ways(HERE, quorum().addresses());
    Ledger slow = hasty(engine("/spinngate/slow", way));
    await().until(slow::connected);

    way.clog();
    CompletableFuture<Void> asked = create(slow, "/boards/a");
    await().until(asked::isDone);
    assertUnsure(asked);
    assertThat(slow.connected()).isFalse();

    way.heal();
    await().until(slow::connected);
    assertThat(read(slow, "/boards/a")).isEqualTo(slow.find("/boards/a"));
    slow.close();
    way.close();
  }

  @Test
  void aSessionThatExpiresIsFollowedByAnotherThatHearsTheDifference() throws Exception {
    try (LogCapture log = new LogCapture(EngineLog.class.getName());
        Ways way = new Ways(HERE, quorum().addresses())) {
      Ledger late = hasty(engine("/spinngate/late", way));
      Ledger other = hasty(engine("/spinngate/late", new Ways(HERE, quorum().addresses())));
      await().until(() -> late.connected() && other.connected());
      int sessions = quorum().sessions(0);

      way.cut();
      create(other, "/boards/a").get();
      await().until(() -> quorum().sessions(0) < sessions);
      assertThat(late.find("/boards/a")).isEmpty();
      way.mend();

      await().until(late::connected);
      assertThat(late.find("/boards/a")).isPresent();
      assertThat(log.lines("its session has expired")).hasSizeLessThanOrEqualTo(1);
      create(late, "/boards/b").get();
      await().until(() -> other.find("/boards/b").isPresent());
      late.close();
    }
  }

  @Test
  void oneServerMayBeAwayFromTheStartAndTwoMayNot() throws Exception {
    quorum().stop(0);
    Ways way = new Ways(HERE, quorum().addresses());
    try (Ledger ledger = hasty(engine("/spinngate/few", way))) {
      await().until(ledger::connected);
      create(ledger, "/boards/a").get();

      quorum().stop(1);
      await().until(() -> !ledger.connected());
      assertUnsure(create(ledger, "/boards/b"));

      quorum().start(0, 1);
      await().until(ledger::connected);
      assertThat(read(ledger, "/boards/a")).isPresent();
    }
    way.close();
  }

  @Test
  void whatIsWrittenByTlsNobodyReadsWithoutACertificate() throws Exception {
    Ledger ours = hasty(secure("/secret", good()));
    Ledger again = hasty(secure("/secret", good()));
    await().until(() -> ours.connected() && again.connected());
    create(ours, "/boards/a").get();
    await().until(() -> again.find("/boards/a").isPresent());

    try (LogCapture log = new LogCapture(EngineLog.class.getName());
        Ways way = new Ways(HERE, quorum().addresses())) {
      Ledger stranger = hasty(engine("/secret", way));

      await()
          .until(() -> !log.lines("does not serve this gateway: the engine says NOAUTH").isEmpty());
      assertThat(stranger.connected()).isFalse();
      stranger.close();
    }
  }

  @Test
  void aCertificateThatIsRefusedIsOneLineInTheLog() {
    try (LogCapture log = new LogCapture(EngineLog.class.getName())) {
      patient(secure("/secret", Certificates.make(folder.resolve("bad"), NETWORK)), AT_ONCE);

      await().until(() -> !log.lines("refuses our certificate").isEmpty());
    }
  }

  @Test
  void aServerThatIsNotThereIsOneLineInTheLog() {
    try (LogCapture log = new LogCapture(EngineLog.class.getName())) {
      InetSocketAddress nobody = InetSocketAddress.createUnresolved(HERE, 9);
      patient(new Engine(List.of(nobody), "/spinngate", Optional.empty()), AT_ONCE);

      await().until(() -> !log.lines(HERE + ":9 cannot be connected to").isEmpty());
    }
  }
}
