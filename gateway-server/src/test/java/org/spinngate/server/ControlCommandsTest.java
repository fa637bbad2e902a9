package org.spinngate.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.access.BanTarget;
import org.spinngate.server.command.ControlCommands;
import org.spinngate.server.command.Refusals;
import org.spinngate.server.operate.ControlSocket;
import org.spinngate.server.operate.FakeGateway;
import org.spinngate.server.operate.SocketPlaces;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What the operator of a running server types, reads and gets back as an exit code. */
@ExtendWith(LeakExtension.class)
class ControlCommandsTest {
  @TempDir Path folder;

  private final FakeGateway gateway = new FakeGateway();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private ControlSocket open(Path path) throws IOException {
    return ControlSocket.open(path, Transport.best(), gateway.verbs());
  }

  private Path automatic(int port) {
    return folder.resolve("run").resolve(SocketPlaces.fileName(port));
  }

  /** The real program. */
  private int run(String... args) {
    return Main.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  /** The same commands in another environment. */
  private int runIn(Map<String, String> environment, String... args) {
    PrintWriter to = new PrintWriter(out, true);
    PrintWriter diagnostics = new PrintWriter(err, true);
    Refusals refusals = new Refusals();
    // Not those of the machine, where another server may be running.
    SocketPlaces places = new SocketPlaces(List.of(folder.resolve("run")));
    return new ControlCommands(to, diagnostics, environment, places)
        .addTo(new CommandLine(CommandSpec.create()))
        .setErr(diagnostics)
        .setParameterExceptionHandler(refusals)
        .setExecutionExceptionHandler(refusals)
        .execute(args);
  }

  private int runHere(String... args) {
    return runIn(Map.of(), args);
  }

  private String config(String text) throws IOException {
    return Files.writeString(folder.resolve("server.conf"), text).toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sessions",
        "boards",
        "kick",
        "disable",
        "enable",
        "power",
        "reload",
        "drain",
        "health",
        "gateways",
        "bans",
        "unban"
      })
  void everyCommandTeachesByExample(String command) {
    int exitCode = run(command, "--help");

    assertThat(exitCode).isZero();
    assertThat(out.toString()).contains("Example", "gateway-server " + command, "Exit codes: 0");
  }

  @Test
  void aQueryIsOnStandardOutput() throws IOException {
    try (ControlSocket socket = open(folder.resolve("s"))) {
      int exitCode = run("sessions", "--socket", socket.path().toString());

      assertThat(exitCode).isZero();
      assertThat(out.toString()).startsWith("SESSION ").contains("7f3a91c2  alice");
      assertThat(err.toString()).isEmpty();
    }
  }

  @Test
  void aReasonArrivesAsItWasTyped() throws IOException {
    try (ControlSocket socket = open(folder.resolve("s"))) {
      int exitCode =
          run("kick", "7f3a91c2", "--reason", "a \"b\" \\ c", "--socket", socket.path().toString());

      assertThat(exitCode).isZero();
      assertThat(gateway.told).containsExactly("kick 7f3a91c2 a \"b\" \\ c");
    }
  }

  @Test
  void aUserIsLetInAgainWhoseNameLooksLikeAnAddress() throws IOException {
    gateway.hasBans(1);
    try (ControlSocket socket = open(folder.resolve("s"))) {
      String path = socket.path().toString();

      assertThat(run("unban", "--user", "10.0.0.7", "--socket", path)).isZero();
      assertThat(run("unban", "10.0.0.7", "--socket", path)).isZero();
      assertThat(run("unban", "--socket", path)).isEqualTo(2);
      assertThat(run("unban", "alice", "--user", "bob", "--socket", path)).isEqualTo(2);
      assertThat(gateway.told)
          .containsExactly("lift " + BanTarget.ofUser("10.0.0.7").text(), "lift 4-0a000007");
    }
  }

  @Test
  void aUserIsKickedInThePlaceOfASession() throws IOException {
    try (ControlSocket socket = open(folder.resolve("s"))) {
      String path = socket.path().toString();

      assertThat(run("kick", "--user", "alice", "--reason", "x y", "--socket", path)).isZero();
      assertThat(run("kick", "--user", "nobody", "--reason", "x", "--socket", path)).isEqualTo(5);
      assertThat(run("kick", "--reason", "x", "--socket", path)).isEqualTo(2);
      assertThat(run("kick", "7f3a91c2", "--user", "a", "--reason", "x", "--socket", path))
          .isEqualTo(2);
      assertThat(gateway.told).containsExactly("kick user alice x y", "kick user nobody x");
      assertThat(err.toString()).contains("there is no user 'nobody'", "name a session");
    }
  }

  @Test
  void allWhoHaveLoggedInAreShownOnRequest() throws IOException {
    try (ControlSocket socket = open(folder.resolve("s"))) {
      assertThat(run("sessions", "--all", "--socket", socket.path().toString())).isZero();

      assertThat(out.toString()).startsWith("SESSION ").contains("bob    choosing  -");
    }
  }

  @Test
  void everyVerbHasItsCommand() throws IOException {
    try (ControlSocket socket = open(automatic(17894))) {
      assertThat(socket.path()).exists();
      assertThat(runHere("boards", "--json")).isZero();
      assertThat(runHere("disable", "spin5-03", "--reason", "fan")).isZero();
      assertThat(gateway.board.disabled()).contains("fan");
      assertThat(runHere("enable", "spin5-03", "--reason", "as new")).isZero();
      assertThat(runHere("enable", "spin5-03")).isZero();
      assertThat(runHere("reload")).isZero();
      assertThat(runHere("drain", "--deadline", "1h", "--json")).isZero();
      assertThat(runHere("health")).isZero();
      assertThat(gateway.told).containsExactly("reload", "drain PT1H");
      assertThat(err.toString()).isEmpty();
    }
  }

  @Test
  void howABoardIsSwitchedIsOnStandardErrorAndTheResultOnStandardOutput() throws IOException {
    try (ControlSocket socket = open(automatic(17894))) {
      assertThat(socket.path()).exists();
      assertThat(runHere("power", "cycle", "spin5-03", "--reason", "as new")).isZero();
      assertThat(err.toString()).isEqualTo("power-cycling spin5-03, about 35 s\n");
      assertThat(out.toString()).isEqualTo("board spin5-03 is power-cycled\n");
      assertThat(runHere("power", "off", "spin5-03", "--no-wait", "--json")).isZero();
      assertThat(runHere("power", "up", "spin5-03")).isEqualTo(2);
      assertThat(gateway.told).containsExactly("power cycle spin5-03", "power off spin5-03");
    }
  }

  @Test
  void aRefusalIsOnStandardErrorWithItsExitCode() throws IOException {
    try (ControlSocket socket = open(folder.resolve("s"))) {
      int exitCode = run("kick", "00000001", "--reason", "x", "--socket", socket.path().toString());

      assertThat(exitCode).isEqualTo(5);
      assertThat(out.toString()).isEmpty();
      assertThat(err.toString()).startsWith("there is no session 00000001");
    }
  }

  @Test
  void aMissingNameIsAUsageErrorOfTheCommandItself() {
    assertThat(run("disable")).isEqualTo(2);
    assertThat(err.toString()).contains("Missing required parameter: 'BOARD'");
  }

  @Test
  void withoutAServerTheExitCodeIsSevenAndTheNextStepIsNamed() {
    int exitCode = run("health", "--socket", folder.resolve("none").toString());

    assertThat(exitCode).isEqualTo(7);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).startsWith("no gateway is running here").contains("start one");
  }

  @Test
  void theSocketOfAServerThatWasKilledIsNoServer() throws Exception {
    Path path = folder.resolve("s");
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(path));
    }

    assertThat(run("health", "--socket", path.toString())).isEqualTo(7);
    assertThat(err.toString()).contains("has ended; start it again");
  }

  @Test
  void ofTwoServersTheFileTheVariableOrTheOptionChoosesOne() throws IOException {
    FakeGateway other = new FakeGateway();
    try (ControlSocket one = open(automatic(17894));
        ControlSocket two = ControlSocket.open(automatic(17900), Transport.best(), other.verbs())) {
      assertThat(one.path()).exists();
      assertThat(runHere("reload")).isEqualTo(2);
      assertThat(err.toString()).contains("several gateways", "control-17900.sock");

      assertThat(runHere("reload", "-c", config("gateway.listen = [\"127.0.0.1:17900\"]")))
          .isZero();
      assertThat(
              runHere(
                  "reload", "-c", config("gateway.control.socket = \"run/control-17900.sock\"")))
          .isZero();
      assertThat(runIn(Map.of("SPINNGATE_CONTROL", two.path().toString()), "reload")).isZero();
      assertThat(other.told).hasSize(3);
      assertThat(gateway.told).isEmpty();
    }
  }

  @Test
  void aFileWithMistakesElsewhereStillLeadsToItsServer() throws IOException {
    try (ControlSocket socket = open(automatic(17894))) {
      assertThat(socket.path()).exists();
      assertThat(runHere("reload", "-c", config("gateway { boards { a { hots = 1 } }, x = 2 }")))
          .isZero();
      assertThat(gateway.told).containsExactly("reload");
    }
  }

  @Test
  void aFileThatTurnsTheSocketOffSaysSo() throws IOException {
    assertThat(runHere("reload", "-c", config("gateway.control.socket = off"))).isEqualTo(3);
    assertThat(err.toString()).contains("turns the control socket off");
  }

  @Test
  void aFileThatSaysNothingUsefulIsAProblemOfTheConfiguration() throws IOException {
    assertThat(runHere("reload", "-c", config("gateway.control { sokcet = x }"))).isEqualTo(3);
    assertThat(err.toString()).contains("gateway.control.sokcet", "did you mean 'socket'?");
  }
}
