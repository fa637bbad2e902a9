package org.spinngate.client.command;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.spinngate.client.command.Shell.CERTIFICATE;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.client.testing.FakeServer;
import org.spinngate.client.testing.PickyScript;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.testing.LeakExtension;

/** A program that has several boards. */
@ExtendWith(LeakExtension.class)
class RunWithSeveralBoardsTest {
  @TempDir Path directory;
  private final PickyScript script = new PickyScript();
  private Shell shell;

  @BeforeEach
  void aShell() {
    shell = new Shell(directory);
  }

  private String[] arguments(FakeServer server, String... program) throws Exception {
    List<String> flags = new ArrayList<>(List.of("-b", "spin5-09", "-b", "spin5-03"));
    flags.addAll(List.of("--scp-port", "0", "--boot-port", "0", "--"));
    flags.addAll(List.of(program));
    return shell.arguments(server, List.of("run"), flags.toArray(String[]::new));
  }

  @Test
  void runTellsTheProgramOfAllBoardsInTheUsersOrder() throws Exception {
    Path seen = directory.resolve("seen");
    String words =
        "echo $SPINNGATE_BOARDS, $SPINNGATE_LOCAL_ADDRESS, $SPINNGATE_HOST_1"
            + " $SPINNGATE_SCP_PORT_1 $SPINNGATE_BOOT_PORT_1, $SPINNGATE_HOST_2"
            + " $SPINNGATE_SCP_PORT_2 $SPINNGATE_BOOT_PORT_2 > "
            + seen
            + "; exit 42";
    try (FakeServer server = new FakeServer(CERTIFICATE, script)) {
      int code = shell.run(arguments(server, "sh", "-c", words));

      assertThat(code).isEqualTo(42);
      assertThat(Files.readString(seen))
          .matches(
              "spin5-09 spin5-03, 127\\.0\\.0\\.1, 127\\.0\\.0\\.1 \\d+ \\d+, 127\\.0\\.0\\.2 \\d+"
                  + " \\d+\\R");
      assertThat(shell.out()).isEmpty();
      assertThat(shell.err()).contains("all 2 boards are ready");
    }
  }

  @Test
  void runStartsNothingIfOneBoardIsMissingAndGivesTheOthersBack() throws Exception {
    script.refusals.put("spin5-03", Refused.because(CloseCause.BOARD_REFUSED));
    Path trace = directory.resolve("trace");
    try (FakeServer server = new FakeServer(CERTIFICATE, script)) {
      int code = shell.run(arguments(server, "touch", trace.toString()));

      assertThat(code).isEqualTo(5);
      assertThat(trace).doesNotExist();
      assertThat(shell.err()).endsWith("touch is not started, since a board is missing\n");
      await().until(() -> script.opened.values().stream().noneMatch(one -> one.channel().isOpen()));
    }
  }

  @Test
  void runGoesOnWhileOneBoardIsLeft() throws Exception {
    Path goOn = directory.resolve("go-on");
    String words = "until [ -e " + goOn + " ]; do sleep 0.05; done; exit 43";
    try (FakeServer server = new FakeServer(CERTIFICATE, script)) {
      CompletableFuture<Integer> code = shell.inBackground(arguments(server, "sh", "-c", words));
      await().until(() -> shell.err().contains("all 2 boards are ready"));

      script.opened.get("spin5-03").writeAndFlush(new Bye(CloseCause.KICKED, "as I said"));
      await().until(() -> shell.err().contains("spin5-03: ended spin5-03"));
      Files.createFile(goOn);

      assertThat(code.get(60, SECONDS)).isEqualTo(43);
    }
  }

  @Test
  void runEndsTheProgramWithTheLastBoard() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, script)) {
      CompletableFuture<Integer> code = shell.inBackground(arguments(server, "sleep", "600"));
      await().until(() -> shell.err().contains("all 2 boards are ready"));

      server.say(new Bye(CloseCause.KICKED, "maintenance"));

      assertThat(code.get(60, SECONDS)).isEqualTo(10);
    }
  }
}
