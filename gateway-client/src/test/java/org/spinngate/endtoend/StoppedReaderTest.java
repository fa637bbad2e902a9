package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.spinngate.simulated.SimulationSettings;

/** Real pipes that nobody reads, as behind a paused pager or a log driver that is stuck. */
@EnabledOnOs(OS.LINUX)
@Timeout(180)
@ExtendWith(LeakExtension.class)
class StoppedReaderTest {
  private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.94.31.1", 17894);

  /** Each line so many times, since only the first sessions of a user have lines of their own. */
  private static final int COPIES = 400;

  private static final int SESSIONS = 20;
  private static final String LOST = "log lines were lost while the reader of standard error stood";

  /** There is room for a few tables only, and so many copies of one could never find it. */
  private static final String NO_TABLE = "<logger name='org.spinngate.table' level='OFF'/>";

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
  private Path log(String level) throws IOException {
    String appenders =
        IntStream.range(0, COPIES)
            .mapToObj(
                copy ->
                    """
                    <appender name="E%d" class="ch.qos.logback.core.ConsoleAppender">
                      <target>System.err</target>
                      <encoder><pattern>%%msg %%kvp%%n</pattern></encoder>
                    </appender>
                    <root level="%s"><appender-ref ref="E%d"/></root>
                    """
                        .formatted(copy, level, copy))
            .collect(Collectors.joining());
    return Files.writeString(
        folder.resolve("log.xml"), "<configuration>" + NO_TABLE + appenders + "</configuration>");
  }

  private Program unreadServer() throws IOException {
    return Program.startUnread(
        Main.class,
        List.of("-Dlogback.configurationFile=" + log("INFO")),
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

  /** Netty tells at its start so much that the pipe is full before the client begins to connect. */
  @Test
  void aClientHasItsBoardAndGivesItBackWhileNobodyReadsWhatItWrites() throws Exception {
    try (Facility facility =
        Facility.plan().board("spin5-01", SimulationSettings::booted).user("alice", "*").start()) {
      List<String> arguments = new ArrayList<>(facility.options("alice", facility.address()));
      arguments.addAll(List.of("--board", "spin5-01", "--scp-port", "0", "--boot-port", "0"));
      try (Program alice =
          Program.startUnread(
              org.spinngate.client.command.Main.class,
              List.of("-Dlogback.configurationFile=" + log("DEBUG")),
              arguments)) {
        await().atMost(TestClient.PATIENCE).until(() -> facility.table().rows().size() == 1);

        alice.signal("TERM");

        await().atMost(TestClient.PATIENCE).until(() -> facility.table().rows().isEmpty());
        await().atMost(TestClient.PATIENCE).until(() -> !alice.isAlive());
      }
    }
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
