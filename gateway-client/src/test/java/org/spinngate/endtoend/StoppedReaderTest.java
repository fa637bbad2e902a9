package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.Main;
import org.spinngate.server.ServerProgram;
import org.spinngate.server.access.TokenHash;

/** Real pipes that nobody reads, as behind a paused pager or a log driver that is stuck. */
@EnabledOnOs(OS.LINUX)
@Timeout(180)
@ExtendWith(LeakExtension.class)
class StoppedReaderTest {
  private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.94.31.1", 17894);

  /** Each line so many times, so that few sessions fill every pipe and queue. */
  private static final int COPIES = 60;

  private static final int SESSIONS = 50;
  private static final String LOST = "log lines were lost while the reader of standard error stood";

  @TempDir Path folder;

  private Path socket() {
    return folder.resolve("control");
  }

  private Path configuration() throws IOException {
    ServerIdentity identity = ServerIdentity.forLoopback();
    return Files.writeString(
        folder.resolve("server.conf"),
        """
        gateway {
          listen = ["127.94.31.1:17894"]
          http.listen = []
          control.socket = "%s"
          tls { certificate = "%s", key = "%s" }
          boards.spin5-01 { simulated = true, simulation { booted = true } }
          users.alice { tokens = ["%s"], boards = ["*"] }
        }
        """
            .formatted(
                socket(),
                identity.certificate(),
                identity.key(),
                TokenHash.of(FacilityPlan.token("alice")).text()));
  }

  /** An operator's own file, which knows nothing of readers that stand still. */
  private Path log() throws IOException {
    String appenders =
        IntStream.range(0, COPIES)
            .mapToObj(
                copy ->
                    """
                    <appender name="E%d" class="ch.qos.logback.core.ConsoleAppender">
                      <target>System.err</target>
                      <encoder><pattern>%%msg %%kvp%%n</pattern></encoder>
                    </appender>
                    <root level="INFO"><appender-ref ref="E%d"/></root>
                    """
                        .formatted(copy, copy))
            .collect(Collectors.joining());
    return Files.writeString(
        folder.resolve("log.xml"), "<configuration>" + appenders + "</configuration>");
  }

  private Program unreadServer() throws IOException {
    return Program.startUnread(
        Main.class,
        List.of("-Dlogback.configurationFile=" + log()),
        List.of("-c", configuration().toString()));
  }

  private int health() {
    return ServerProgram.run(List.of("health", "--socket", socket().toString())).exitCode();
  }

  private static void openAndClose() {
    try (TestClient client =
        TestClient.start(
            FacilityPlan.settings(
                ServerIdentity.forLoopback(), "alice", "spin5-01", ADDRESS, CarrierWish.TCP))) {
      client.ready();
    }
  }

  @Test
  void sessionsGoOnWhileNobodyReadsWhatTheServerWritesAndOneLineSaysWhatIsMissing()
      throws Exception {
    try (Program server = unreadServer()) {
      await().atMost(TestClient.PATIENCE).until(() -> Files.exists(socket()));

      for (int session = 0; session < SESSIONS; session++) {
        openAndClose();
      }
      assertThat(health()).isZero();

      server.read();
      await().atMost(TestClient.PATIENCE).until(() -> count(server, LOST) == 1);
      openAndClose();
      server.signal("TERM");
      assertThat(server.exitCode()).isZero();
      assertThat(count(server, LOST)).isEqualTo(1);
      assertThat(server.out()).anyMatch(line -> line.startsWith("ready: "));
      assertThat(server.err().get(server.err().size() - 1)).doesNotContain(LOST);
    }
  }

  private static long count(Program server, String words) {
    return server.err().stream().filter(line -> line.contains(words)).count();
  }

  @Test
  void theEndOfTheServerDoesNotWaitForEverForAReaderThatStandsStill() throws Exception {
    try (Program server = unreadServer()) {
      await().atMost(TestClient.PATIENCE).until(() -> Files.exists(socket()));
      for (int session = 0; session < SESSIONS / 5; session++) {
        openAndClose();
      }

      server.signal("TERM");

      await().atMost(TestClient.PATIENCE).until(() -> !server.isAlive());
    }
  }
}
