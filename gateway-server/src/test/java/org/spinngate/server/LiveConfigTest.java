package org.spinngate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.spinngate.server.Configurations.board;
import static org.spinngate.server.Configurations.simulated;

import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.board.Board;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.config.TlsSettings;
import org.spinngate.server.config.file.Identities;
import org.spinngate.server.link.LoadedCertificate;
import org.spinngate.server.link.TlsIdentity;
import org.spinngate.server.metrics.Views;
import org.spinngate.server.net.Loops;

/** Another configuration is applied as a whole or not at all, and nothing is left over of it. */
@ExtendWith(LeakExtension.class)
class LiveConfigTest {
  private static final String ALICE =
      "gateway.users.alice { tokens = [\"sha256:" + "a".repeat(64) + "\"], boards = [\"*\"] }";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path folder;

  private final Configurations configurations = new Configurations(folder);
  private final Loops loops = new Loops();
  private final List<LoadedCertificate> loaded = new ArrayList<>();
  private TlsIdentity tls;
  private SessionSetup sessions;
  private LiveConfig live;

  @BeforeAll
  static void makeIdentity() throws Exception {
    Identities.make(folder);
  }

  @BeforeEach
  void wire() throws Exception {
    GatewayConfig first = configurations.of(board("x", 9));
    BoardSetup boards =
        new BoardSetup(
            new Simulations(loops.simulated(), loops.transport(), Optional.empty()),
            loops.background());
    Views.Server seen = new Views.Server(() -> true, Optional::empty);
    sessions =
        new SessionSetup(
            new CurrentConfig(first), boards, seen, loops, ServerEnvironment.ofMachine());
    tls = new TlsIdentity(load(first.entry().tls()));
    live =
        new LiveConfig(sessions, boards, tls, this::load, new Doors(sessions, tls, loops).legacy());
  }

  @AfterEach
  void close() {
    tls.close();
    loops.close();
    sessions.closeFiles();
    assertThat(inUse()).as("contexts that are left over").isZero();
  }

  private LoadedCertificate load(TlsSettings settings) throws IOException {
    LoadedCertificate fresh = LoadedCertificate.from(settings);
    loaded.add(fresh);
    return fresh;
  }

  private long inUse() {
    return loaded.stream().filter(one -> ReferenceCountUtil.refCnt(one.context()) > 0).count();
  }

  private List<String> names() {
    return sessions.boards().all().stream().map(Board::name).toList();
  }

  @Test
  void boardsUsersAndCertificateAreReplacedTogether() throws Exception {
    live.apply(configurations.of(board("x", 9), board("y", 10), ALICE), true);

    assertThat(names()).containsExactly("x", "y");
    assertThat(sessions.users().find("alice")).isPresent();
    assertThat(loaded).hasSize(2);
    assertThat(inUse()).isEqualTo(1);
  }

  @Test
  void ifABoardCannotStartEverythingStaysAndNoCertificateIsLeftOver() throws Exception {
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      GatewayConfig next =
          configurations.of(board("y", 10), simulated("s", taken.getLocalPort()), ALICE);

      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> live.apply(next, true)).isInstanceOf(IOException.class);
      }
    }

    assertThat(names()).containsExactly("x");
    assertThat(sessions.users().find("alice")).isEmpty();
    assertThat(loaded).hasSize(4);
    assertThat(inUse()).isEqualTo(1);
  }

  @Test
  void usersDoNotSeeABoardBeforeItIsLookedAfter() throws Exception {
    GatewayConfig next = configurations.of(board("x", 9), board("y", 10));
    CompletableFuture<Void> applied = new CompletableFuture<>();
    Thread reload = new Thread(() -> apply(next, applied), "reload");
    synchronized (sessions.caretakers()) {
      reload.start();
      await().atMost(PATIENCE).until(() -> reload.getState() == Thread.State.BLOCKED);
      assertThat(names()).containsExactly("x");
    }

    assertThat(applied).succeedsWithin(PATIENCE);
    assertThat(names()).containsExactly("x", "y");
  }

  private void apply(GatewayConfig next, CompletableFuture<Void> applied) {
    try {
      live.apply(next, false);
      applied.complete(null);
    } catch (IOException | RuntimeException e) {
      applied.completeExceptionally(e);
    }
  }

  @Test
  void withoutAnotherCertificateNoneIsRead() throws Exception {
    live.apply(configurations.of(board("y", 10)), false);

    assertThat(names()).containsExactly("y");
    assertThat(loaded).hasSize(1);
  }
}
