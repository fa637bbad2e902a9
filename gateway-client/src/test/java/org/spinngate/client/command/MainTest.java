package org.spinngate.client.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.client.command.Shell.CERTIFICATE;
import static org.spinngate.client.command.Shell.LOCAL;

import io.netty.buffer.Unpooled;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.client.testing.Certificate;
import org.spinngate.client.testing.FakeServer;
import org.spinngate.client.testing.FriendlyScript;
import org.spinngate.protocol.testing.LeakExtension;

@ExtendWith(LeakExtension.class)
class MainTest {
  @TempDir Path directory;
  private Shell shell;

  @BeforeEach
  void aShell() {
    shell = new Shell(directory);
  }

  @Test
  void mistakesOnTheCommandLineAreUsageErrors() throws Exception {
    assertThat(shell.run()).isEqualTo(2);
    assertThat(shell.err()).contains("SPINNGATE_SERVER", "SPINNGATE_TOKEN_FILE");
    assertThat(shell.run("--no-such-flag")).isEqualTo(2);
    assertThat(shell.err()).contains("--no-such-flag", "gateway-client --help");
    assertThat(shell.run("run", "-b", "x")).isEqualTo(2);
  }

  @Test
  void whoMistypesACommandIsToldWhichOneIsNear() {
    assertThat(shell.run("bords")).isEqualTo(2);
    assertThat(shell.err()).contains("unknown command 'bords'; did you mean 'boards'?");
  }

  @Test
  void oneWordTooManyIsNoUnknownCommand() {
    assertThat(shell.run("boards", "spin5-03")).isEqualTo(2);
    assertThat(shell.err()).contains("unexpected argument 'spin5-03'");
  }

  @Test
  void aFileThatCannotBeReadHidesNoMistakeOfTheCommandLine() {
    Path file = directory.resolve("none.conf");

    assertThat(shell.run("-c", file.toString(), "--scp-port", "99999")).isEqualTo(3);
    assertThat(shell.err())
        .contains("none.conf: does not exist", "99999")
        .doesNotContain("no server");
  }

  @Test
  void mistakesInTheFileAreConfigurationErrors() throws Exception {
    Path file = Files.writeString(directory.resolve("c.conf"), "srever = x\n");

    assertThat(shell.run("-c", file.toString())).isEqualTo(3);
    assertThat(shell.err()).contains("c.conf:1: unknown key 'srever'; did you mean 'server'?");
  }

  @Test
  void helpTeachesAndTheVersionIsTold() {
    assertThat(shell.run("--help")).isZero();
    assertThat(shell.out()).contains("Examples:", "localhost", "127.0.0.2", "run -b", "Exit codes");
    shell.clear();

    assertThat(shell.run("--version")).isZero();
    assertThat(shell.out()).startsWith("gateway-client ").contains("protocol 1");
  }

  @Test
  void anErrorOfJavaIsNeverAnEndInOrder() {
    OutputStream noMemory =
        new OutputStream() {
          @Override
          public void write(int oneByte) {
            throw new OutOfMemoryError("of this test");
          }
        };
    Environment environment =
        new Environment(
            Map.of(),
            new PrintStream(noMemory, true, StandardCharsets.UTF_8),
            System.err,
            false,
            Clock.systemUTC(),
            new CompletableFuture<>());

    int code = Main.run(new String[] {"--version"}, environment);

    assertThat(code).isEqualTo(1);
  }

  @Test
  void aTakenPortIsItsOwnCode() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript());
        DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());

      int code =
          shell.run(
              shell.arguments(
                  server, List.of(), "-b", "x", "--scp-port", port, "--boot-port", "0"));

      assertThat(code).isEqualTo(8);
      assertThat(shell.err()).contains("UDP port " + port, "--scp-port", "--bind");
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void aWrongPinIsItsOwnCode() throws Exception {
    try (FakeServer server = new FakeServer(Certificate.another(), new FriendlyScript())) {
      assertThat(shell.run(shell.arguments(server, List.of(), LOCAL))).isEqualTo(12);
      assertThat(shell.err().lines()).singleElement().asString().contains(CERTIFICATE.pin());
    }
  }

  @Test
  void anUnreachableServerIsItsOwnCode() throws Exception {
    int port;
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      port = listener.getLocalPort();
    }

    int code = shell.run(shell.arguments(port, List.of(), LOCAL));

    assertThat(code).isEqualTo(7);
    assertThat(shell.err().lines()).singleElement().asString().contains("localhost:" + port);
  }

  @Test
  void randomBytesOfAServerCostOneLineAndACode() throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 20; round++) {
      shell.clear();
      byte[] noise = new byte[1 + random.nextInt(2_000)];
      random.nextBytes(noise);
      FakeServer.Script hostile =
          (ctx, message) ->
              ctx.writeAndFlush(Unpooled.wrappedBuffer(noise)).addListener(sent -> ctx.close());
      try (FakeServer server = new FakeServer(CERTIFICATE, hostile)) {
        assertThat(shell.run(shell.arguments(server, List.of(), LOCAL))).isIn(1, 7);
        assertThat(shell.err().lines()).hasSize(1);
      }
    }
  }
}
