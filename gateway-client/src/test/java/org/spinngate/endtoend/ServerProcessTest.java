package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.config.LocalSettings;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.config.Trust;
import org.spinngate.client.config.UserToken;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.link.LinkState;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.Main;

/** A server that is a process of its own. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
@ExtendWith(LeakExtension.class)
class ServerProcessTest {
  private static final int MANY = 10_000;
  private static final int AT_A_TIME = 1_000;

  private static final String[] OF_SEVERAL = {
    "org.spinngate.server.cluster.", "org.spinngate.server.ledger.", "org.apache.zookeeper."
  };

  @TempDir Path folder;

  private Program server(String... options) throws IOException {
    Path file = SmallServer.configuration(folder, "http.listen = []", "limits.login-deadline = 1s");
    return Program.start(Main.class, List.of(options), List.of("-c", file.toString()));
  }

  private static InetSocketAddress address(Program server) {
    String ready = server.awaitOut("ready: 1 board at 127.0.0.1:");
    String port = ready.replaceFirst(".*:(\\d+),.*", "$1");
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
  }

  private static TestClient client(InetSocketAddress at) {
    return TestClient.start(
            new ClientSettings(
                new ServerAccess(
                    new ServerAddress("127.0.0.1", at.getPort()),
                    new UserToken("alice", FacilityPlan.token("alice")),
                    new Trust.Pin(ServerIdentity.forLoopback().pin())),
                "spin5-01",
                0,
                new LocalSettings(LocalSettings.LOOPBACK, 0, 0)))
        .ready();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void aSignalTellsEveryClientThatTheServerStopsAndExitsWithZero(String signal) throws Exception {
    try (Program server = server();
        TestClient client = client(address(server))) {
      server.signal(signal);

      await()
          .atMost(TestClient.PATIENCE)
          .untilAsserted(
              () -> assertThat(client.events().states()).anyMatch(ServerProcessTest::isStopping));
      assertThat(server.exitCode()).isZero();
      assertThat(server.err()).anyMatch(line -> line.contains("cause=\"stopping\""));
      assertThat(server.err()).noneMatch(line -> line.startsWith("\tat "));
    }
  }

  private static boolean isStopping(LinkState state) {
    return state instanceof LinkState.Waiting waiting
        && waiting.why() instanceof Ending.Caused caused
        && caused.cause() == CloseCause.STOPPING;
  }

  @Test
  void aServerThatStandsAloneLoadsNothingOfWhatSeveralNeed() throws Exception {
    Path loaded = folder.resolve("classes");
    try (Program server = server("-Xlog:class+load:file=" + loaded);
        TestClient client = client(address(server))) {
      assertThat(client.persistentApplication().version()).isNotNull();
      server.signal("TERM");
      assertThat(server.exitCode()).isZero();
    }

    assertThat(Files.readString(loaded))
        .contains("org.spinngate.server.GatewayServer ")
        .doesNotContain(OF_SEVERAL);
  }

  /** Memory is bounded by what the process is given: it could not go on with less. */
  @Test
  void tenThousandConnectionsAreNothingToASmallProcess() throws Exception {
    assumeEnoughFiles();
    try (Program server = server("-Xmx64m", "-XX:MaxDirectMemorySize=32m");
        TestClient client = client(address(server))) {
      BusyApplication application = new BusyApplication(client.persistentApplication(), 0, 0);

      for (int batch = 0; batch < MANY / AT_A_TIME; batch++) {
        connectAndLeave(address(server), batch);
        application.assertRounds(batch / 5);
      }

      int rounds = application.rounds();
      await().atMost(TestClient.PATIENCE).untilAsserted(() -> application.assertRounds(rounds + 2));
      application.stop();
      assertThat(application.statistics().strays()).isZero();
      assertThat(client.events().ups()).isEqualTo(1);
      assertThat(server.err()).noneMatch(line -> line.startsWith("\tat "));
      assertThat(server.err()).noneMatch(line -> line.contains("Error"));
    }
  }

  /** From as many addresses as there are batches; the last ones stay until all have come. */
  private static void connectAndLeave(InetSocketAddress server, int batch) throws IOException {
    List<SocketChannel> strangers = new ArrayList<>();
    try {
      for (int number = 0; number < AT_A_TIME; number++) {
        SocketChannel stranger = SocketChannel.open();
        strangers.add(stranger);
        stranger.bind(new InetSocketAddress("127.94.20." + (1 + batch), 0));
        stranger.connect(server);
      }
    } finally {
      for (SocketChannel stranger : strangers) {
        stranger.close();
      }
    }
  }

  private static void assumeEnoughFiles() {
    long most =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
            ? system.getMaxFileDescriptorCount()
            : 0;
    Assumptions.assumeTrue(most >= 2 * MANY, "ulimit -n is " + most);
  }
}
