package org.spinngate.client.command;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.spinngate.client.command.Shell.CERTIFICATE;
import static org.spinngate.client.command.Shell.HOLDER;

import io.netty.channel.ChannelHandlerContext;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.client.testing.FakeServer;
import org.spinngate.client.testing.PickyScript;
import org.spinngate.client.testing.RefusingScript;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.testing.LeakExtension;

/** What a person and a script see of several boards in one client. */
@ExtendWith(LeakExtension.class)
class SeveralBoardsCommandTest {
  @TempDir Path directory;
  private final PickyScript script = new PickyScript();
  private Shell shell;

  @BeforeEach
  void aShell() {
    shell = new Shell(directory);
  }

  private String[] arguments(FakeServer server, List<String> command, String... more)
      throws Exception {
    List<String> flags = new ArrayList<>(List.of("-b", "spin5-09", "-b", "spin5-03"));
    flags.addAll(List.of("--scp-port", "0", "--boot-port", "0"));
    flags.addAll(List.of(more));
    return shell.arguments(server, command, flags.toArray(String[]::new));
  }

  private List<String> askedFor(FakeServer server) {
    return server.heard().stream()
        .filter(Open.class::isInstance)
        .map(message -> ((Open) message).board())
        .toList();
  }

  @Test
  void eachHasAReadyLineAndTheLastOneSaysThatAllAreThere() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, script)) {
      CompletableFuture<Integer> code = shell.inBackground(arguments(server, List.of()));
      await().until(() -> shell.out().contains("all 2 boards are ready" + System.lineSeparator()));

      assertThat(shell.out().lines()).hasSize(3).last().isEqualTo("all 2 boards are ready");
      assertThat(shell.out())
          .containsPattern(
              "(?m)^ready: board spin5-09 at 127\\.0\\.0\\.1 \\(SCP \\d+, boot \\d+\\), session"
                  + " 7f3a91c2, Ctrl-C to release$")
          .containsPattern("(?m)^ready: board spin5-03 at 127\\.0\\.0\\.2 \\(SCP \\d+, boot \\d+");
      shell.interrupt();

      assertThat(code.get(60, SECONDS)).isZero();
      assertThat(server.count(Bye.class)).isEqualTo(2);
      assertThat(shell.err().lines())
          .filteredOn(line -> line.contains("released"))
          .hasSize(2)
          .anyMatch(line -> line.startsWith("spin5-03: released spin5-03 after 00:00:"))
          .anyMatch(line -> line.startsWith("spin5-09: released spin5-09 after 00:00:"));
    }
  }

  @Test
  void aBoardInUseLeavesTheOthersAndDecidesTheExitCode() throws Exception {
    script.refusals.put(
        "spin5-03", new Refused(CloseCause.BOARD_BUSY, "in use", Optional.of(HOLDER)));
    try (FakeServer server = new FakeServer(CERTIFICATE, script)) {
      CompletableFuture<Integer> code = shell.inBackground(arguments(server, List.of()));
      await().until(() -> shell.err().contains("1 of 2 boards are ready"));

      assertThat(shell.out().lines()).singleElement().asString().contains("board spin5-09");
      assertThat(shell.err())
          .contains(
              "gateway-client: spin5-03: board spin5-03 is in use by bob since 14:02, idle 3 min;"
                  + " add --wait to queue for it");
      assertThat(code).isNotDone();
      shell.interrupt();

      assertThat(code.get(60, SECONDS)).isEqualTo(6);
      assertThat(shell.err()).contains("spin5-09: released spin5-09");
    }
  }

  @Test
  void theEndOfOneIsToldAtOnceAndItsPortsAreFreeAgain() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, script)) {
      CompletableFuture<Integer> code = shell.inBackground(arguments(server, List.of()));
      await().until(() -> shell.out().contains("all 2 boards are ready"));
      int port = Integer.parseInt(shell.out().replaceAll("(?s).*127.0.0.2 \\(SCP (\\d+).*", "$1"));

      script.opened.get("spin5-03").writeAndFlush(new Bye(CloseCause.KICKED, "as I said"));

      await().until(() -> shell.err().contains("spin5-03: ended spin5-03 after"));
      assertThat(shell.err()).contains("gateway-client: spin5-03: as I said");
      await().until(() -> isFree(InetAddress.getByName("127.0.0.2"), port));
      assertThat(code).isNotDone();
      script.opened.get("spin5-09").writeAndFlush(new Bye(CloseCause.IDLE, "as I said"));

      assertThat(code.get(60, SECONDS)).as("of the first that was named").isEqualTo(11);
    }
  }

  private static boolean isFree(InetAddress address, int port) {
    try (DatagramSocket socket = new DatagramSocket(port, address)) {
      return socket.isBound();
    } catch (SocketException e) {
      return false;
    }
  }

  @Test
  void whoWaitsAsksInTheOrderOfTheNamesForOneAfterTheOther() throws Exception {
    script.queueFor("spin5-03");
    try (FakeServer server = new FakeServer(CERTIFICATE, script)) {
      CompletableFuture<Integer> code = shell.inBackground(arguments(server, List.of(), "--wait"));
      await().until(() -> shell.err().contains("spin5-03: waiting for board spin5-03, place 1"));
      assertThat(askedFor(server)).containsExactly("spin5-03");
      ChannelHandlerContext waiting = script.queued.get("spin5-03");

      waiting.executor().execute(() -> script.give(waiting, new Open("spin5-03", 0)));

      await().until(() -> shell.out().contains("all 2 boards are ready"));
      assertThat(askedFor(server)).containsExactly("spin5-03", "spin5-09");
      shell.interrupt();
      assertThat(code.get(60, SECONDS)).isZero();
    }
  }

  @Test
  void whoIsInterruptedWhileWaitingAsksForNothingMore() throws Exception {
    script.queueFor("spin5-03");
    try (FakeServer server = new FakeServer(CERTIFICATE, script)) {
      CompletableFuture<Integer> code = shell.inBackground(arguments(server, List.of(), "--wait"));
      await().until(() -> shell.err().contains("waiting for board spin5-03"));

      shell.interrupt();

      assertThat(code.get(60, SECONDS)).isZero();
      assertThat(askedFor(server)).containsExactly("spin5-03");
      assertThat(shell.out()).isEmpty();
    }
  }

  @Test
  void aLoginThatIsRefusedIsTriedForOneBoardOnly() throws Exception {
    try (FakeServer server =
        new FakeServer(
            CERTIFICATE,
            new RefusingScript(Hello.class, Refused.because(CloseCause.LOGIN_REFUSED)))) {
      assertThat(shell.run(arguments(server, List.of()))).isEqualTo(4);
      assertThat(server.count(Hello.class)).isEqualTo(1);
      assertThat(shell.err().lines()).singleElement().asString().contains("--token-file");
    }
  }

  @Test
  void aTakenPortNamesItsBoardAndNothingIsAskedFor() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, script);
        DatagramSocket taken = new DatagramSocket(0, InetAddress.getByName("127.0.0.2"))) {
      String port = String.valueOf(taken.getLocalPort());

      int code =
          shell.run(
              shell.arguments(
                  server,
                  List.of(),
                  "-b",
                  "spin5-09",
                  "-b",
                  "spin5-03",
                  "--scp-port",
                  port,
                  "--boot-port",
                  "0"));

      assertThat(code).isEqualTo(8);
      assertThat(shell.err().lines())
          .filteredOn(line -> !line.contains("receive buffer"))
          .singleElement()
          .asString()
          .startsWith("gateway-client: board spin5-03: UDP port " + port + " on 127.0.0.2 is in");
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void anOldServerCannotHaveSeveral() {
    int code = shell.run("--legacy-server", "old.example.org", "-b", "spin5-03", "-b", "spin5-04");

    assertThat(code).isEqualTo(2);
    assertThat(shell.err().lines())
        .singleElement()
        .asString()
        .startsWith("gateway-client: --board: an old server has one board only");
  }
}
