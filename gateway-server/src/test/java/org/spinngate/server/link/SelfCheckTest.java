package org.spinngate.server.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.health.TunnelCheck;
import org.spinngate.server.testing.LogCapture;
import org.spinngate.server.testing.RealLoop;

/** What a server sees of the one who looks whether its tunnels can open. */
@ExtendWith(LeakExtension.class)
class SelfCheckTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TIMES = 5;

  @TempDir static Path folder;

  @Test
  void aLookAtTheOwnDoorLeavesNoTraceAndNoPlaceTaken() throws Exception {
    Path identity = TlsBench.identity(folder);
    try (TlsBench bench = new TlsBench(identity, TIMES, TIMES, Duration.ofMinutes(5));
        LogCapture log = new LogCapture(LogCapture.EVERYTHING);
        RealLoop loop = new RealLoop(Transport.best())) {
      List<InetSocketAddress> door = List.of(bench.address());
      for (int i = 0; i < TIMES; i++) {
        try (TunnelCheck check =
            new TunnelCheck(loop.loop(), Transport.best(), () -> door, proxy -> false, PATIENCE)) {
          check.look();
          await().atMost(PATIENCE).until(() -> !check.underWay());
          assertThat(check.check().ok()).as(check.check().detail()).isTrue();
        }
      }

      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(() -> new TlsClient(bench.dial()).close());
      assertThat(log.lines("turned away")).isEmpty();
      assertThat(log.stackTraces()).isZero();
    }
  }

  @Test
  void aDoorThatIsClosedIsNamedUntilItOpensAgain() throws Exception {
    Path identity = TlsBench.identity(folder);
    try (TlsBench bench = new TlsBench(identity, 10, 10, Duration.ofMinutes(5));
        RealLoop loop = new RealLoop(Transport.best());
        TunnelCheck check =
            new TunnelCheck(
                loop.loop(),
                Transport.best(),
                () -> List.of(bench.address()),
                proxy -> false,
                PATIENCE)) {
      InetSocketAddress address = bench.address();
      bench.listener().close();

      check.look();
      await().atMost(PATIENCE).until(() -> !check.check().ok());
      assertThat(check.check().detail()).contains("127.0.0.1:" + address.getPort(), "refused");

      bench.listener().bind(address);

      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                check.look();
                return check.check().ok();
              });
    }
  }
}
