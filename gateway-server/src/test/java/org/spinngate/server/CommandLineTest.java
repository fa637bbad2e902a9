package org.spinngate.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.server.access.TokenHash;
import org.spinngate.server.command.Refusals;
import org.spinngate.server.config.UserSettings;
import org.spinngate.server.config.file.ConfigReader;
import org.spinngate.server.config.file.Identities;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What the operator types, reads and gets back as an exit code. */
class CommandLineTest {
  @TempDir static Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void makeIdentity() throws Exception {
    Identities.make(folder.resolve("tls"));
  }

  private int run(String... args) {
    return Main.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private Path file(String text) throws Exception {
    return Files.writeString(Files.createTempFile(folder, "server", ".conf"), text);
  }

  @Test
  void aResultThatNobodyTakesIsNoSuccess() {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] text, int from, int length) throws IOException {
            throw new IOException("no space left on device");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };

    int exitCode =
        Main.run(
            new String[] {"new-token", "alice", "--board", "*"},
            new PrintWriter(full, true),
            new PrintWriter(err, true));

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString()).contains("standard output does not take the result");
  }

  @Test
  void noArgumentAtAllTeachesTheCommands() {
    int exitCode = run();

    assertThat(exitCode).isZero();
    assertThat(out.toString())
        .contains("check-config", "new-token", "new-cert", "The first steps of a new gateway");
  }

  @ParameterizedTest
  @ValueSource(strings = {"check-config", "new-token", "new-cert"})
  void everyCommandTeachesByExample(String command) {
    int exitCode = run(command, "--help");

    assertThat(exitCode).isZero();
    assertThat(out.toString()).contains("Example", "gateway-server " + command);
  }

  @Test
  void theVersionIsPrinted() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("gateway-server ");
  }

  @Test
  void aMistypedCommandIsAUsageErrorWithAHint() {
    int exitCode = run("chek-config");

    assertThat(exitCode).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("chek-config", "check-config", "--help'");
  }

  @Test
  void aMissingOptionIsAUsageErrorThatNamesIt() {
    int exitCode = run("check-config");

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString())
        .contains("Missing required option: '--config=FILE'")
        .contains("Try 'gateway-server check-config --help'.");
  }

  @Test
  void aFineFileIsOneLineOnStandardOutput() throws Exception {
    Path file =
        file(
            """
            gateway.boards { a { simulated = true }, b { simulated = true } }
            gateway.users.alice { tokens = ["%s"], boards = ["*"] }
            """
                .formatted(TokenHash.of("x").text()));

    int exitCode = run("check-config", "-c", file.toString());

    assertThat(exitCode).isZero();
    assertThat(out.toString())
        .isEqualTo(file + ": fine: 2 boards, 1 user, 1 listener" + System.lineSeparator());
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void bmpsThatDoNotAnswerAreNamedWithTheirBoards() throws Exception {
    try (DatagramSocket deaf = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      String board =
          "gateway.boards.%s { simulated = true,"
              + " power.bmp { host = 127.0.0.1, port = %d, slot = %d } }";
      String text =
          String.join(
              "\n",
              board.formatted("a", deaf.getLocalPort(), 1),
              board.formatted("b", deaf.getLocalPort(), 2));
      int exitCode = run("check-config", "-c", file(text).toString());

      assertThat(exitCode).isZero();
      assertThat(err.toString().lines().filter(line -> line.contains("BMP")))
          .containsExactly(
              ("warning: BMP 127.0.0.1:%d (a, b): it does not answer;"
                      + " none of these boards can be switched")
                  .formatted(deaf.getLocalPort()));
    }
  }

  @Test
  void aWarningDoesNotFailTheCheck() throws Exception {
    int exitCode = run("check-config", "-c", file("gateway.boards.a.simulated = true").toString());

    assertThat(exitCode).isZero();
    assertThat(err.toString()).startsWith("warning: ").contains("nobody can log in");
  }

  @Test
  void everyProblemIsOneLineOnStandardErrorAndTheExitCodeIsThree() throws Exception {
    Path file = file("gateway.boards.a.simulated = true\ngateway.lisen = 1\ngateway.table.x = 1\n");

    int exitCode = run("check-config", "-c", file.toString());

    assertThat(exitCode).isEqualTo(3);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines())
        .hasSize(2)
        .allMatch(line -> line.matches("\\Q" + file + "\\E:[23]: gateway\\..*"));
  }

  @Test
  void aMissingFileIsAProblemOfTheConfiguration() {
    int exitCode = run("check-config", "-c", folder.resolve("none.conf").toString());

    assertThat(exitCode).isEqualTo(3);
    assertThat(err.toString().lines()).singleElement().asString().contains("does not exist");
  }

  @Test
  void aNewTokenAndTheLineWithItsHashBelongTogether() throws Exception {
    int exitCode = run("new-token", "alice", "--board", "spin5-*", "--board", "demo");

    List<String> lines = out.toString().lines().toList();
    Path file =
        file("gateway.boards.demo.simulated = true\ngateway.users {\n" + lines.get(1) + "\n}\n");
    UserSettings alice = ConfigReader.read(file).users().get("alice");
    assertThat(exitCode).isZero();
    assertThat(lines).hasSize(2);
    assertThat(alice.tokenHashes()).containsExactly(TokenHash.of(lines.get(0)).text());
    assertThat(alice.boardPatterns()).containsExactly("spin5-*", "demo");
    assertThat(err.toString())
        .contains("token of alice", "gateway.users")
        .doesNotContain(lines.get(0));
  }

  @Test
  void aNameThatNeedsQuotesGetsThem() throws Exception {
    run("new-token", "alice.b@example.org", "--board", "demo");

    String line = out.toString().lines().toList().get(1);
    Path file = file("gateway.boards.demo.simulated = true\ngateway.users {\n" + line + "\n}\n");
    assertThat(ConfigReader.read(file).users()).containsOnlyKeys("alice.b@example.org");
  }

  @Test
  void aTokenForEveryBoardIsMadeOnlyIfThatIsSaid() {
    assertThat(run("new-token", "alice")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("which boards", "--board 'spin5-*'");

    assertThat(run("new-token", "alice", "--board", "*")).isZero();

    assertThat(out.toString()).contains("boards = [\"*\"]");
  }

  @Test
  void aTokenForNobodyOrForAnImpossibleNameOrPatternIsAUsageError() {
    assertThat(run("new-token")).isEqualTo(2);
    assertThat(run("new-token", "a b")).isEqualTo(2);
    assertThat(run("new-token", "legacy", "--board", "*")).isEqualTo(2);
    assertThat(run("new-token", "alice", "--board", "a b")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .contains("USER", "is not a user name", "is not a pattern", "all old clients");
  }

  @Test
  void aFaultOfOursIsOneLineAndExitCodeOne() {
    Refusals refusals = new Refusals();
    CommandLine line = new CommandLine(CommandSpec.create()).setErr(new PrintWriter(err, true));

    int exitCode =
        refusals.handleExecutionException(
            new IllegalStateException("unexpected"), line, line.parseArgs());

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString().lines())
        .containsExactly("internal error: java.lang.IllegalStateException: unexpected");
  }
}
