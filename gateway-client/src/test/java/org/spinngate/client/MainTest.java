package org.spinngate.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spinngate.client.testing.Certificate;
import org.spinngate.client.testing.FakeServer;
import org.spinngate.client.testing.FriendlyScript;
import org.spinngate.client.testing.Settings;
import org.spinngate.client.testing.UdpApplication;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.ListBoards;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Waiting;

class MainTest {
  private static final Certificate CERTIFICATE = Certificate.forLocalhost();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-04T15:00:00Z"), ZoneOffset.UTC);
  private static final Holder HOLDER =
      new Holder("bob", Instant.parse("2026-03-04T14:02:00Z"), Duration.ofMinutes(3));
  private static final String[] LOCAL = {"-b", "spin5-03", "--scp-port", "0", "--boot-port", "0"};

  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private final CompletableFuture<Void> interruption = new CompletableFuture<>();

  @BeforeEach
  void nobodysHome() {
    environment.put("HOME", directory.toString());
  }

  private int run(String... arguments) {
    return Main.run(
        arguments,
        new Surroundings(
            environment,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            CLOCK,
            interruption));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private String[] arguments(FakeServer server, List<String> command, String... more)
      throws Exception {
    return Settings.arguments(directory, server.port(), CERTIFICATE.pin(), command, more);
  }

  private CompletableFuture<Integer> inBackground(String... arguments) {
    return CompletableFuture.supplyAsync(() -> run(arguments));
  }

  /** The friendly server, but for one answer. */
  private static FakeServer refusing(ControlMessage answer, Class<?> to) {
    return new FakeServer(
        CERTIFICATE,
        new FriendlyScript() {
          @Override
          public void message(ChannelHandlerContext ctx, ControlMessage message) {
            if (to.isInstance(message)) {
              ctx.writeAndFlush(answer).addListener(sent -> ctx.close());
            } else {
              super.message(ctx, message);
            }
          }
        });
  }

  private int codeOf(ControlMessage answer, Class<?> to, String... more) throws Exception {
    List<String> flags = new ArrayList<>(List.of(LOCAL));
    flags.addAll(List.of(more));
    try (FakeServer server = refusing(answer, to)) {
      return run(arguments(server, List.of(), flags.toArray(String[]::new)));
    }
  }

  private static Refused refused(CloseCause cause) {
    return Refused.because(cause);
  }

  @Test
  void connectPrintsTheReadyLineAndReleasesWhenInterrupted() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript())) {
      CompletableFuture<Integer> code = inBackground(arguments(server, List.of(), LOCAL));
      await().until(() -> out().endsWith(System.lineSeparator()));

      assertThat(out())
          .matches(
              "ready: board spin5-03 at 127\\.0\\.0\\.1 \\(SCP \\d+, boot \\d+\\), session 7f3a91c2,"
                  + " Ctrl-C to release\\R");
      interruption.complete(null);

      assertThat(code.get(5, SECONDS)).isZero();
      assertThat(server.heard(Bye.class).cause()).isEqualTo(CloseCause.RELEASED);
      assertThat(err()).contains("released spin5-03 after 00:00:0", "nothing dropped");
    }
  }

  @Test
  void theVerbCanBeSpelledOut() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript())) {
      CompletableFuture<Integer> code = inBackground(arguments(server, List.of("connect"), LOCAL));
      await().until(() -> out().contains("ready: board"));
      interruption.complete(null);

      assertThat(code.get(5, SECONDS)).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LOGIN_REFUSED, 4, --token-file",
    "VERSION_MISMATCH, 9, versions",
    "OVERLOADED, 7, limit",
    "STOPPING, 7, stopping"
  })
  void refusedLoginsHaveTheirCodeAndOneLine(CloseCause cause, int code, String words)
      throws Exception {
    assertThat(codeOf(refused(cause), Hello.class)).isEqualTo(code);
    assertThat(err().lines()).singleElement().asString().contains(words);
  }

  @ParameterizedTest
  @CsvSource({
    "BOARD_REFUSED, 5, gateway-client boards",
    "USER_LIMIT, 6, too many",
    "BOARD_FAILED, 1, cannot reach",
    "INTERNAL, 1, internal"
  })
  void refusedBoardsHaveTheirCodeAndOneLine(CloseCause cause, int code, String words)
      throws Exception {
    assertThat(codeOf(refused(cause), Open.class)).isEqualTo(code);
    assertThat(err().lines()).singleElement().asString().contains(words);
  }

  @Test
  void aBusyBoardSaysWhoHasIt() throws Exception {
    Refused busy = new Refused(CloseCause.BOARD_BUSY, "in use", Optional.of(HOLDER));

    assertThat(codeOf(busy, Open.class)).isEqualTo(6);
    assertThat(err().strip())
        .isEqualTo(
            "gateway-client: board spin5-03 is in use by bob since 14:02, idle 3 min; add --wait to"
                + " queue for it");
  }

  @Test
  void waitingIsToldAndAskedFor() throws Exception {
    FriendlyScript queueing =
        new FriendlyScript() {
          @Override
          protected void open(ChannelHandlerContext ctx, Open open) {
            ctx.write(new Waiting(1, Optional.of(HOLDER)));
            super.open(ctx, open);
          }
        };
    try (FakeServer server = new FakeServer(CERTIFICATE, queueing)) {
      CompletableFuture<Integer> code =
          inBackground(
              arguments(
                  server,
                  List.of(),
                  "-b",
                  "spin5-03",
                  "--scp-port",
                  "0",
                  "--boot-port",
                  "0",
                  "--wait"));
      await().until(() -> out().contains("ready: board"));
      interruption.complete(null);

      assertThat(code.get(5, SECONDS)).isZero();
      assertThat(server.heard(Open.class).waitSeconds()).isEqualTo(Open.FOR_EVER);
      assertThat(err()).contains("waiting for board spin5-03, place 1 in the queue; in use by bob");
    }
  }

  @ParameterizedTest
  @CsvSource({"KICKED, 10", "REVOKED, 10", "IDLE, 11", "EXPIRED, 11", "VIOLATION, 1"})
  void anEndByTheServerHasItsCodeAndItsWords(CloseCause cause, int code) throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript())) {
      CompletableFuture<Integer> end = inBackground(arguments(server, List.of(), LOCAL));
      await().until(() -> out().contains("ready: board"));

      server.say(new Bye(cause, "as I said"));

      assertThat(end.get(5, SECONDS)).isEqualTo(code);
      assertThat(err()).contains("gateway-client: as I said", "released spin5-03");
    }
  }

  @Test
  void aWrongPinIsItsOwnCode() throws Exception {
    try (FakeServer server = new FakeServer(Certificate.another(), new FriendlyScript())) {
      assertThat(run(arguments(server, List.of(), LOCAL))).isEqualTo(12);
      assertThat(err().lines()).singleElement().asString().contains(CERTIFICATE.pin());
    }
  }

  @Test
  void anUnreachableServerIsItsOwnCode() throws Exception {
    int port;
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      port = listener.getLocalPort();
    }

    int code = run(Settings.arguments(directory, port, CERTIFICATE.pin(), List.of(), LOCAL));

    assertThat(code).isEqualTo(7);
    assertThat(err().lines()).singleElement().asString().contains("localhost:" + port);
  }

  @Test
  void aTakenPortIsItsOwnCode() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript());
        DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());

      int code =
          run(arguments(server, List.of(), "-b", "x", "--scp-port", port, "--boot-port", "0"));

      assertThat(code).isEqualTo(8);
      assertThat(err()).contains("UDP port " + port, "--scp-port", "--bind");
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void mistakesOnTheCommandLineAreUsageErrors() throws Exception {
    assertThat(run()).isEqualTo(2);
    assertThat(err()).contains("SPINNGATE_SERVER", "SPINNGATE_TOKEN_FILE");
    assertThat(run("--no-such-flag")).isEqualTo(2);
    assertThat(err()).contains("--no-such-flag", "gateway-client --help");
    assertThat(run("run", "-b", "x")).isEqualTo(2);
  }

  @Test
  void mistakesInTheFileAreConfigurationErrors() throws Exception {
    Path file = Files.writeString(directory.resolve("c.conf"), "srever = x\n");

    assertThat(run("-c", file.toString())).isEqualTo(3);
    assertThat(err()).contains("c.conf:1: unknown key 'srever'; did you mean 'server'?");
  }

  @Test
  void helpTeachesAndTheVersionIsTold() {
    assertThat(run("--help")).isZero();
    assertThat(out()).contains("Examples:", "localhost", "127.0.0.2", "run -b", "Exit codes");
    out.reset();

    assertThat(run("--version")).isZero();
    assertThat(out()).startsWith("gateway-client ").contains("protocol 1");
  }

  @Test
  void boardsAreListedAsATableOrAsJson() throws Exception {
    Boards boards =
        new Boards(List.of(new Boards.Entry("a-1", false, Optional.of(HOLDER), 1, "c")), false);
    try (FakeServer server = refusing(boards, ListBoards.class)) {
      assertThat(run(arguments(server, List.of("boards")))).isZero();
      assertThat(out().lines()).hasSize(2).last().asString().contains("a-1", "bob since 14:02");
      out.reset();

      assertThat(run(arguments(server, List.of("boards"), "--json"))).isZero();
      assertThat(out()).startsWith("[{\"board\": \"a-1\"");
    }
  }

  @Test
  void boardsForNobodyAreRefused() throws Exception {
    try (FakeServer server = refusing(refused(CloseCause.LOGIN_REFUSED), Hello.class)) {
      assertThat(run(arguments(server, List.of("boards")))).isEqualTo(4);
      assertThat(out()).isEmpty();
    }
  }

  private String[] runArguments(FakeServer server, String... command) throws Exception {
    List<String> more = new ArrayList<>(List.of(LOCAL));
    more.add("--");
    more.addAll(List.of(command));
    return arguments(server, List.of("run"), more.toArray(String[]::new));
  }

  @Test
  void runReturnsTheProgramsCodeAndTellsItWhereTheBoardIs() throws Exception {
    Path seen = directory.resolve("seen");
    String script =
        "echo $SPINNGATE_LOCAL_ADDRESS $SPINNGATE_LOCAL_SCP_PORT $SPINNGATE_LOCAL_BOOT_PORT > "
            + seen
            + "; exit 42";
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript())) {
      int code = run(runArguments(server, "sh", "-c", script));

      assertThat(code).isEqualTo(42);
      assertThat(Files.readString(seen)).matches("127\\.0\\.0\\.1 \\d+ \\d+\\R");
      assertThat(out()).isEmpty();
      assertThat(err()).contains("ready: board spin5-03", "released spin5-03");
      assertThat(server.count(Bye.class)).isEqualTo(1);
    }
  }

  @Test
  void runEndsTheProgramWhenTheSessionEnds() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript())) {
      CompletableFuture<Integer> code = inBackground(runArguments(server, "sleep", "600"));
      await().until(() -> err().contains("ready: board"));

      server.say(new Bye(CloseCause.KICKED, "maintenance"));

      assertThat(code.get(5, SECONDS)).isEqualTo(10);
    }
  }

  @Test
  void runEndsTheProgramWhenInterrupted() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript())) {
      CompletableFuture<Integer> code = inBackground(runArguments(server, "sleep", "600"));
      await().until(() -> err().contains("ready: board"));

      interruption.complete(null);

      assertThat(code.get(5, SECONDS)).isEqualTo(143);
    }
  }

  @Test
  void runDoesNotStartAnythingWithoutABoard() throws Exception {
    Path trace = directory.resolve("trace");
    try (FakeServer server = refusing(refused(CloseCause.BOARD_REFUSED), Open.class)) {
      assertThat(run(runArguments(server, "touch", trace.toString()))).isEqualTo(5);
      assertThat(trace).doesNotExist();
    }
  }

  @Test
  void aProgramThatDoesNotExistIsToldAsAShellWould() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript())) {
      assertThat(run(runArguments(server, "/no/such/program"))).isEqualTo(127);
      assertThat(err()).contains("cannot run /no/such/program");
    }
  }

  @Test
  void randomBytesOfAServerCostOneLineAndACode() throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 20; round++) {
      err.reset();
      byte[] noise = new byte[1 + random.nextInt(2_000)];
      random.nextBytes(noise);
      FakeServer.Script hostile =
          (ctx, message) ->
              ctx.writeAndFlush(Unpooled.wrappedBuffer(noise)).addListener(sent -> ctx.close());
      try (FakeServer server = new FakeServer(CERTIFICATE, hostile)) {
        assertThat(run(arguments(server, List.of(), LOCAL))).isIn(1, 7);
        assertThat(err().lines()).hasSize(1);
      }
    }
  }

  @Test
  void reconnectingIsToldAndReadyIsPrintedAgain() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript())) {
      CompletableFuture<Integer> code = inBackground(arguments(server, List.of(), LOCAL));
      await().until(() -> out().lines().count() == 1);
      int port = Integer.parseInt(out().replaceAll("(?s).*SCP (\\d+),.*", "$1"));

      server.cut();
      await().until(() -> out().lines().count() == 2);
      try (UdpApplication application = new UdpApplication(port)) {
        application.send((byte) 5);
        assertThat(application.receive()).containsExactly(5);
      }
      interruption.complete(null);

      assertThat(code.get(5, SECONDS)).isZero();
      assertThat(err()).contains("reconnecting", "connected again after");
    }
  }
}
