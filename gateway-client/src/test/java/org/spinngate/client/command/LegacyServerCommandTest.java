package org.spinngate.client.command;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.client.testing.PlayedLegacyServer;
import org.spinngate.client.testing.UdpApplication;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.FakeBoard;

@ExtendWith(LeakExtension.class)
class LegacyServerCommandTest {
  @TempDir Path directory;
  private Shell shell;
  private FakeBoard board;
  private PlayedLegacyServer server;

  @BeforeEach
  void anOldServer() throws Exception {
    shell = new Shell(directory);
    board = new FakeBoard();
    server =
        new PlayedLegacyServer(
            new PlayedLegacyServer.Mode(false, true), board.address(), board.address());
  }

  @AfterEach
  void close() throws Exception {
    server.close();
    board.close();
  }

  private String[] arguments(String... more) {
    List<String> arguments = new ArrayList<>(Arrays.asList(more));
    int at = more.length > 0 && !more[0].startsWith("-") ? 1 : 0;
    arguments.addAll(
        at,
        List.of(
            "--legacy-server",
            server.host() + ":" + server.scp().port(),
            "--legacy-boot-port",
            String.valueOf(server.boot().port()),
            "--sdp-via-tcp",
            "--scp-port",
            "0",
            "--boot-port",
            "0"));
    return arguments.toArray(String[]::new);
  }

  @Test
  void connectTellsTheLimitsOnceAndThenGoesOnAsUsual() throws Exception {
    CompletableFuture<Integer> code = shell.inBackground(arguments());
    await().until(() -> shell.out().contains("ready:"));

    assertThat(shell.out())
        .matches(
            "ready: board 127\\.43\\.0\\.1 at 127\\.0\\.0\\.1 \\(SCP \\d+, boot \\d+\\), path"
                + " legacy, Ctrl-C to release\\R");
    shell.interrupt();

    assertThat(code.get(60, SECONDS)).isZero();
    assertThat(shell.err())
        .containsOnlyOnce("is taken for an old server (SCP by TCP, boot by UDP)")
        .containsOnlyOnce("one client at a time")
        .containsOnlyOnce("nothing is encrypted")
        .contains("have the old server started with --boot-via-tcp")
        .contains("released 127.43.0.1 after 00:00:0", "nothing dropped");
  }

  @Test
  void aLostLineIsToldAndItsReturnToo() throws Exception {
    CompletableFuture<Integer> code = shell.inBackground(arguments());
    await().until(() -> server.scp().accepted() == 1 && shell.out().contains("ready:"));
    int port = Integer.parseInt(shell.out().replaceAll("(?s).*SCP (\\d+),.*", "$1"));

    server.scp().kick();
    await().until(() -> shell.out().lines().count() == 2);
    try (UdpApplication application = new UdpApplication(port)) {
      application.send((byte) 5);
      assertThat(board.receive().bytes()).containsExactly(5);
    }
    shell.interrupt();

    assertThat(code.get(60, SECONDS)).isZero();
    assertThat(shell.err())
        .contains("was closed; reconnecting, the local ports stay bound")
        .contains("connected again after");
  }

  @Test
  void runTellsTheProgramWhereTheBoardIs() throws Exception {
    Path seen = directory.resolve("seen");
    String script =
        "echo $SPINNGATE_LOCAL_ADDRESS $SPINNGATE_LOCAL_SCP_PORT > " + seen + "; exit 3";

    assertThat(shell.run(arguments("run", "--", "sh", "-c", script))).isEqualTo(3);
    assertThat(Files.readString(seen)).matches("127\\.0\\.0\\.1 \\d+\\R");
  }

  @Test
  void aServerThatIsNotThereIsUnreachable() throws Exception {
    server.stop();

    assertThat(shell.run(arguments())).isEqualTo(7);
    assertThat(shell.err())
        .contains("gateway-client: cannot connect to 127.43.0.1:", "--sdp-via-tcp");
    assertThat(shell.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bench", "boards"})
  void whatNeedsAGatewaySaysSo(String command) {
    assertThat(shell.run(command, "--legacy-server", "old.example.org")).isEqualTo(2);
    assertThat(shell.err().lines())
        .singleElement()
        .asString()
        .contains("an old server can be used with 'connect' and 'run' only");
  }

  @Test
  void aBoardCannotBeChosen() {
    assertThat(shell.run(arguments("-b", "spin5-03"))).isEqualTo(2);
    assertThat(shell.err()).startsWith("gateway-client: --board: an old server has one board only");
  }

  @Test
  void theHelpNamesAllOfIt() {
    assertThat(shell.run("--help")).isZero();
    assertThat(shell.out())
        .contains("--legacy-server", "--legacy-boot-port", "--boot-via-tcp", "--sdp-via-tcp");
  }
}
