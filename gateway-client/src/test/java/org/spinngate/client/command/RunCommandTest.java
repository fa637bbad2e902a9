package org.spinngate.client.command;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.spinngate.client.command.Shell.CERTIFICATE;
import static org.spinngate.client.command.Shell.LOCAL;

import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spinngate.client.testing.FakeServer;
import org.spinngate.client.testing.FriendlyScript;
import org.spinngate.client.testing.RefusingScript;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.testing.LeakExtension;

@ExtendWith(LeakExtension.class)
class RunCommandTest {
  @TempDir Path directory;
  private Shell shell;

  @BeforeEach
  void aShell() {
    shell = new Shell(directory);
  }

  private String[] runArguments(FakeServer server, String... command) throws Exception {
    List<String> more = new ArrayList<>(List.of(LOCAL));
    more.add("--");
    more.addAll(List.of(command));
    return shell.arguments(server, List.of("run"), more.toArray(String[]::new));
  }

  @Test
  void runReturnsTheProgramsCodeAndTellsItWhereTheBoardIs() throws Exception {
    Path seen = directory.resolve("seen");
    String script =
        "echo $SPINNGATE_LOCAL_ADDRESS $SPINNGATE_LOCAL_SCP_PORT $SPINNGATE_LOCAL_BOOT_PORT > "
            + seen
            + "; exit 42";
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript())) {
      int code = shell.run(runArguments(server, "sh", "-c", script));

      assertThat(code).isEqualTo(42);
      assertThat(Files.readString(seen)).matches("127\\.0\\.0\\.1 \\d+ \\d+\\R");
      assertThat(shell.out()).isEmpty();
      assertThat(shell.err()).contains("ready: board spin5-03", "released spin5-03");
      assertThat(server.count(Bye.class)).isEqualTo(1);
    }
  }

  @Test
  void runEndsTheProgramWhenTheSessionEnds() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript())) {
      CompletableFuture<Integer> code = shell.inBackground(runArguments(server, "sleep", "600"));
      await().until(() -> shell.err().contains("ready: board"));

      server.say(new Bye(CloseCause.KICKED, "maintenance"));

      assertThat(code.get(60, SECONDS)).isEqualTo(10);
    }
  }

  @Test
  void runEndsTheProgramWhenInterrupted() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript())) {
      CompletableFuture<Integer> code = shell.inBackground(runArguments(server, "sleep", "600"));
      await().until(() -> shell.err().contains("ready: board"));

      shell.interrupt();

      assertThat(code.get(60, SECONDS)).isEqualTo(143);
    }
  }

  @Test
  void runThatIsInterruptedBeforeTheBoardIsThereHasNotRunTheProgram() throws Exception {
    Path trace = directory.resolve("trace");
    FriendlyScript queue =
        new FriendlyScript() {
          @Override
          public void message(ChannelHandlerContext ctx, ControlMessage message) {
            if (message instanceof Open) {
              shell.interrupt();
            } else {
              super.message(ctx, message);
            }
          }
        };
    try (FakeServer server = new FakeServer(CERTIFICATE, queue)) {
      assertThat(shell.run(runArguments(server, "touch", trace.toString()))).isEqualTo(130);
      assertThat(trace).doesNotExist();
      assertThat(shell.err()).contains("interrupted before touch could be started");
    }
  }

  @Test
  void runDoesNotStartAnythingWithoutABoard() throws Exception {
    Path trace = directory.resolve("trace");
    try (FakeServer server =
        new FakeServer(
            CERTIFICATE,
            new RefusingScript(Open.class, Refused.because(CloseCause.BOARD_REFUSED)))) {
      assertThat(shell.run(runArguments(server, "touch", trace.toString()))).isEqualTo(5);
      assertThat(trace).doesNotExist();
    }
  }

  @Test
  void aProgramThatDoesNotExistIsToldAsAShellWould() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript())) {
      assertThat(shell.run(runArguments(server, "/no/such/program"))).isEqualTo(127);
      assertThat(shell.err()).contains("cannot run /no/such/program: No such file or directory\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Cannot run program \"x\": error=2, No such file or directory | No such file or directory",
        "Cannot run program \"a, b\" (in directory \"/c\"): error=13, Permission denied | Permission denied",
        "Cannot run program \"x\": Exec failed, error: 2 (No such file or directory) | No such file or directory",
        "Cannot run program \"x\": Failed to exec helper, see the log | Failed to exec helper, see the log",
      })
  void whyAProgramCannotBeRunIsToldWhole(String words, String reason) {
    assertThat(RunCommand.reason(new IOException(words))).isEqualTo(reason);
  }
}
