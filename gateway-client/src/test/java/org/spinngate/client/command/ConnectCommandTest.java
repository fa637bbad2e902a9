package org.spinngate.client.command;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.spinngate.client.command.Shell.CERTIFICATE;
import static org.spinngate.client.command.Shell.HOLDER;
import static org.spinngate.client.command.Shell.LOCAL;

import io.netty.channel.ChannelHandlerContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spinngate.client.testing.Certificate;
import org.spinngate.client.testing.FakeServer;
import org.spinngate.client.testing.FriendlyScript;
import org.spinngate.client.testing.RefusingScript;
import org.spinngate.client.testing.UdpApplication;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Waiting;
import org.spinngate.protocol.testing.LeakExtension;

@ExtendWith(LeakExtension.class)
class ConnectCommandTest {
  @TempDir Path directory;
  private Shell shell;

  @BeforeEach
  void aShell() {
    shell = new Shell(directory);
  }

  private int codeOf(ControlMessage answer, Class<? extends ControlMessage> to, String... more)
      throws Exception {
    List<String> flags = new ArrayList<>(List.of(LOCAL));
    flags.addAll(List.of(more));
    try (FakeServer server = new FakeServer(CERTIFICATE, new RefusingScript(to, answer))) {
      return shell.run(shell.arguments(server, List.of(), flags.toArray(String[]::new)));
    }
  }

  @Test
  void connectPrintsTheReadyLineAndReleasesWhenInterrupted() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript())) {
      CompletableFuture<Integer> code =
          shell.inBackground(shell.arguments(server, List.of(), LOCAL));
      await().until(() -> shell.out().endsWith(System.lineSeparator()));

      assertThat(shell.out())
          .matches(
              "ready: board spin5-03 at 127\\.0\\.0\\.1 \\(SCP \\d+, boot \\d+\\), session"
                  + " 7f3a91c2, Ctrl-C to release\\R");
      shell.interrupt();

      assertThat(code.get(60, SECONDS)).isZero();
      assertThat(server.heard(Bye.class).cause()).isEqualTo(CloseCause.RELEASED);
      assertThat(shell.err()).contains("released spin5-03 after 00:00:0", "nothing dropped");
    }
  }

  @Test
  void whatCannotBeATokenIsRefusedHereAndNotByTheServer() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript())) {
      String[] arguments = shell.arguments(server, List.of(), LOCAL);
      Files.writeString(directory.resolve("token"), "sha256:" + "0a".repeat(32));

      assertThat(shell.run(arguments)).isEqualTo(3);
      assertThat(shell.err().lines()).singleElement().asString().contains("token file", "the hash");
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void aTokenThatAnEditorHasSavedIsTheTokenAlone() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript())) {
      String[] arguments = shell.arguments(server, List.of(), LOCAL);
      Files.writeString(directory.resolve("token"), "\uFEFFsecret\r\n");
      CompletableFuture<Integer> code = shell.inBackground(arguments);
      await().until(() -> shell.out().contains("ready: board"));
      shell.interrupt();

      assertThat(code.get(20, SECONDS)).isZero();
      assertThat(server.heard(Hello.class).token()).isEqualTo("secret");
    }
  }

  @Test
  void theVerbCanBeSpelledOut() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript())) {
      CompletableFuture<Integer> code =
          shell.inBackground(shell.arguments(server, List.of("connect"), LOCAL));
      await().until(() -> shell.out().contains("ready: board"));
      shell.interrupt();

      assertThat(code.get(60, SECONDS)).isZero();
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
    assertThat(codeOf(Refused.because(cause), Hello.class)).isEqualTo(code);
    assertThat(shell.err().lines()).singleElement().asString().contains(words);
  }

  @ParameterizedTest
  @CsvSource({
    "BOARD_REFUSED, 5, gateway-client boards",
    "USER_LIMIT, 6, too many",
    "BOARD_FAILED, 6, cannot be made ready",
    "INTERNAL, 1, internal"
  })
  void refusedBoardsHaveTheirCodeAndOneLine(CloseCause cause, int code, String words)
      throws Exception {
    assertThat(codeOf(Refused.because(cause), Open.class)).isEqualTo(code);
    assertThat(shell.err().lines()).singleElement().asString().contains(words);
  }

  @Test
  void aBusyBoardSaysWhoHasIt() throws Exception {
    Refused busy = new Refused(CloseCause.BOARD_BUSY, "in use", Optional.of(HOLDER));

    assertThat(codeOf(busy, Open.class)).isEqualTo(6);
    assertThat(shell.err().strip())
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
          shell.inBackground(
              shell.arguments(
                  server,
                  List.of(),
                  "-b",
                  "spin5-03",
                  "--scp-port",
                  "0",
                  "--boot-port",
                  "0",
                  "--wait"));
      await().until(() -> shell.out().contains("ready: board"));
      shell.interrupt();

      assertThat(code.get(60, SECONDS)).isZero();
      assertThat(server.heard(Open.class).waitSeconds()).isEqualTo(Open.FOR_EVER);
      assertThat(shell.err())
          .contains("waiting for board spin5-03, place 1 in the queue; in use by bob");
    }
  }

  @ParameterizedTest
  @CsvSource({"KICKED, 10", "REVOKED, 10", "IDLE, 11", "EXPIRED, 11", "VIOLATION, 1"})
  void anEndByTheServerHasItsCodeAndItsWords(CloseCause cause, int code) throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript())) {
      CompletableFuture<Integer> end =
          shell.inBackground(shell.arguments(server, List.of(), LOCAL));
      await().until(() -> shell.out().contains("ready: board"));

      server.say(new Bye(cause, "as I said"));

      assertThat(end.get(60, SECONDS)).isEqualTo(code);
      assertThat(shell.err()).contains("gateway-client: as I said", "ended spin5-03");
    }
  }

  @Test
  void aStrangerInTheServersPlaceIsToldOfAndNoReasonToGiveTheBoardUp() throws Exception {
    FakeServer first = new FakeServer(CERTIFICATE, new FriendlyScript());
    CompletableFuture<Integer> code = shell.inBackground(shell.arguments(first, List.of(), LOCAL));
    await().until(() -> shell.out().lines().count() == 1);
    first.close();

    try (FakeServer stranger =
        new FakeServer(Certificate.another(), new FriendlyScript(), first.port())) {
      await().until(() -> shell.err().contains("not the server you were told to trust"));
      assertThat(stranger.heard()).isEmpty();
    }
    try (FakeServer again = new FakeServer(CERTIFICATE, new FriendlyScript(), first.port())) {
      await().until(() -> shell.out().lines().count() == 2);
      assertThat(again.count(Hello.class)).isEqualTo(1);
    }
    await()
        .until(
            () -> shell.err().lines().filter(line -> line.contains("reconnecting")).count() == 2);
    shell.interrupt();

    assertThat(code.get(20, SECONDS)).isZero();
    assertThat(shell.err()).contains("connected again after", "left spin5-03 after");
  }

  @Test
  void reconnectingIsToldAndReadyIsPrintedAgain() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript())) {
      CompletableFuture<Integer> code =
          shell.inBackground(shell.arguments(server, List.of(), LOCAL));
      await().until(() -> shell.out().lines().count() == 1);
      int port = Integer.parseInt(shell.out().replaceAll("(?s).*SCP (\\d+),.*", "$1"));

      server.cut();
      await().until(() -> shell.out().lines().count() == 2);
      try (UdpApplication application = new UdpApplication(port)) {
        application.send((byte) 5);
        assertThat(application.receive()).containsExactly(5);
      }
      shell.interrupt();

      assertThat(code.get(60, SECONDS)).isZero();
      assertThat(shell.err()).contains("reconnecting", "connected again after");
    }
  }
}
