package org.spinngate.client.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.client.command.Shell.CERTIFICATE;
import static org.spinngate.client.command.Shell.HOLDER;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.netty.channel.ChannelHandlerContext;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.client.testing.Certificate;
import org.spinngate.client.testing.FakeServer;
import org.spinngate.client.testing.FriendlyScript;
import org.spinngate.client.testing.RefusingScript;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.ListBoards;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.testing.LeakExtension;

/** What keeps a user from working, each told by the first line and the exit code. */
@Timeout(60)
@ExtendWith(LeakExtension.class)
class CheckCommandTest {
  /** Of its own, so that the ports that tools know are free. */
  private static final String LOCAL = "127.94.32.1";

  private static final int BOOT_PORT = 54321;

  @TempDir Path directory;
  private Shell shell;

  @BeforeEach
  void aShell() {
    shell = new Shell(directory);
  }

  /** A server that lists one board. */
  private static class Listing extends FriendlyScript {
    private final Boards.Entry board;

    Listing(Optional<Holder> holder, String state) {
      this.board = new Boards.Entry("a-1", false, holder, 0, "", state);
    }

    @Override
    public void message(ChannelHandlerContext ctx, ControlMessage message) {
      if (message instanceof ListBoards) {
        ctx.writeAndFlush(new Boards(List.of(board), false));
      } else {
        super.message(ctx, message);
      }
    }
  }

  private static Listing booted() {
    return new Listing(Optional.empty(), "booted SC&MP 4.0.0");
  }

  private int check(FakeServer server, String... more) throws Exception {
    return check(server.port(), more);
  }

  private int check(int port, String... more) throws Exception {
    List<String> options = new ArrayList<>(List.of("--bind", LOCAL));
    options.addAll(List.of(more));
    return shell.run(shell.arguments(port, List.of("check"), options.toArray(String[]::new)));
  }

  private String first() {
    return shell.out().lines().findFirst().orElse("nothing: " + shell.err());
  }

  /** As the file or a variable does. */
  private void boardOfVariable(String name) {
    shell.set("SPINNGATE_BOARD", name);
  }

  @Test
  void withoutABoardTheWayAndTheLocalPortsAreFine() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, booted())) {
      assertThat(check(server)).isZero();

      assertThat(first()).isEqualTo("all would work, as far as was checked");
      assertThat(shell.out().lines())
          .contains(
              "ok    connection           localhost:" + server.port() + " takes connections",
              "ok    identity             the server has the key of the pin",
              "ok    login                as alice; 1 board may be used",
              "ok    local ports          127.94.32.1 is free at 17893 and 54321 (SCP, boot)",
              "-     board                not checked: no board is named",
              "yes   ybug");
      assertThat(server.count(Open.class)).isZero();
    }
  }

  @Test
  void aServerThatIsNotThere() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    assertThat(check(port)).isEqualTo(7);
    assertThat(first())
        .startsWith("will not work: cannot connect to localhost:" + port)
        .contains("connection refused");
    assertThat(shell.out().lines())
        .contains(
            "-     identity             not checked: an earlier step failed",
            "ok    local ports          127.94.32.1 is free at 17893 and 54321 (SCP, boot)",
            "no    ybug                 see connection");
  }

  @Test
  void aServerWithAnotherKey() throws Exception {
    try (FakeServer server = new FakeServer(Certificate.another(), booted())) {
      assertThat(check(server)).isEqualTo(12);

      assertThat(first())
          .startsWith("will not work: localhost:" + server.port())
          .contains("is not the server you were told to trust");
    }
  }

  @Test
  void aTokenThatTheServerDoesNotAccept() throws Exception {
    RefusingScript refusing =
        new RefusingScript(Hello.class, Refused.because(CloseCause.LOGIN_REFUSED));
    try (FakeServer server = new FakeServer(CERTIFICATE, refusing)) {
      assertThat(check(server)).isEqualTo(4);

      assertThat(first())
          .isEqualTo("will not work: the server does not accept this user and token");
      assertThat(shell.out())
          .contains("check --user and --token-file, or ask the operator for a new token");
    }
  }

  @Test
  void aBootPortThatAnotherProgramHas() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, booted());
        DatagramSocket taken = new DatagramSocket(BOOT_PORT, InetAddress.getByName(LOCAL))) {
      assertThat(taken.isBound()).isTrue();
      assertThat(check(server)).isEqualTo(8);

      assertThat(first()).startsWith("will not work: UDP port 54321 on 127.94.32.1 is in use by ");
    }
  }

  @Test
  void aBoardInUseIsNotAskedFor() throws Exception {
    try (FakeServer server =
        new FakeServer(CERTIFICATE, new Listing(Optional.of(HOLDER), "in use"))) {
      assertThat(check(server, "-b", "a-1")).isEqualTo(6);

      assertThat(first())
          .isEqualTo("will not work: board a-1 is in use by bob since 14:02, idle 3 min");
      assertThat(server.count(Open.class)).isZero();
    }
  }

  @Test
  void aBoardThatIsNotListed() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, booted())) {
      assertThat(check(server, "-b", "a-2")).isEqualTo(5);

      assertThat(first()).isEqualTo("will not work: board a-2 is unknown or not permitted");
    }
  }

  @Test
  void anUnbootedBoardThatIsOnlyNamedIsLookedAtAndNotTaken() throws Exception {
    boardOfVariable("a-1");
    try (FakeServer server =
        new FakeServer(CERTIFICATE, new Listing(Optional.empty(), "unbooted"))) {
      assertThat(check(server)).isZero();

      assertThat(first())
          .isEqualTo("works, with a remark: board a-1 is unbooted, the gateway says");
      assertThat(server.count(Open.class)).isZero();
    }
  }

  @Test
  void aBoardThatIsNotSpinnmansIsToldByItsNameAlone() throws Exception {
    boardOfVariable("a-1");
    try (FakeServer server =
        new FakeServer(CERTIFICATE, new Listing(Optional.empty(), "booted SC&MP 3.1.0"))) {
      assertThat(check(server)).isEqualTo(6);

      assertThat(first()).startsWith("works in part: SpiNNMan: wants SC&MP 4");
    }
  }

  @Test
  void aBoardThatCannotBeHadAfterAll() throws Exception {
    Listing script =
        new Listing(Optional.empty(), "unbooted") {
          @Override
          protected void open(ChannelHandlerContext ctx, Open open) {
            ctx.writeAndFlush(Refused.because(CloseCause.BOARD_BUSY));
          }
        };
    try (FakeServer server = new FakeServer(CERTIFICATE, script)) {
      assertThat(check(server, "-b", "a-1")).isEqualTo(6);

      assertThat(first()).isEqualTo("will not work: the board is in use");
    }
  }

  @Test
  void forProgramsTheSameIsJson() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, booted())) {
      assertThat(check(server, "--json")).isZero();

      Config json = ConfigFactory.parseString(shell.out());
      assertThat(json.getString("summary")).isEqualTo("all would work, as far as was checked");
      assertThat(json.getConfigList("steps"))
          .extracting(step -> step.getString("step") + " " + step.getString("outcome"))
          .containsExactly(
              "name ok",
              "connection ok",
              "identity ok",
              "login ok",
              "path ok",
              "local-ports ok",
              "board not-checked",
              "own-address ok");
      assertThat(json.getConfigList("tools"))
          .extracting(tool -> tool.getString("tool") + " " + tool.getString("works"))
          .containsExactly("ybug yes", "rig yes", "SpiNNMan yes", "sPyNNaker live I/O yes");
      assertThat(json.getDouble("path.tcp-round-trip-ms")).isPositive();
    }
  }

  @Test
  void aCheckTakesOneBoardAndOneAddress() {
    assertThat(shell.run("check", "-b", "spin5-03", "-b", "spin5-04")).isEqualTo(2);
    assertThat(shell.err())
        .contains("gateway-client: --board: 2 boards are named, but this command takes one\n");
    shell.clear();

    assertThat(shell.run("check", "-b", "spin5-03", "--bind", LOCAL, "--bind", LOCAL)).isEqualTo(2);
    assertThat(shell.err()).contains("gateway-client: --bind: 2 addresses for 1 board");
  }

  @Test
  void aCheckCanBeInterrupted() throws Exception {
    FakeServer.Script silent = (ctx, message) -> shell.interrupt();
    try (FakeServer server = new FakeServer(CERTIFICATE, silent)) {
      assertThat(check(server)).isEqualTo(130);
      assertThat(shell.err()).contains("interrupted before the check was done");
      assertThat(shell.out()).isEmpty();
    }
  }

  @Test
  void anOldServerCannotBeChecked() {
    assertThat(shell.run("check", "--legacy-server", "old.example.org")).isEqualTo(2);
    assertThat(shell.err()).contains("check looks at a gateway");
  }
}
