package org.spinngate.client.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.client.command.Shell.CERTIFICATE;
import static org.spinngate.client.command.Shell.HOLDER;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.client.testing.FakeServer;
import org.spinngate.client.testing.RefusingScript;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.ListBoards;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.testing.LeakExtension;

@ExtendWith(LeakExtension.class)
class BoardsCommandTest {
  @TempDir Path directory;
  private Shell shell;

  @BeforeEach
  void aShell() {
    shell = new Shell(directory);
  }

  @Test
  void boardsAreListedAsATableOrAsJson() throws Exception {
    Boards boards =
        new Boards(
            List.of(new Boards.Entry("a-1", false, Optional.of(HOLDER), 1, "c", "in use")), false);
    try (FakeServer server =
        new FakeServer(CERTIFICATE, new RefusingScript(ListBoards.class, boards))) {
      assertThat(shell.run(shell.arguments(server, List.of("boards")))).isZero();
      assertThat(shell.out().lines())
          .hasSize(2)
          .last()
          .asString()
          .contains("a-1", "bob since 14:02");
      shell.clear();

      assertThat(shell.run(shell.arguments(server, List.of("boards"), "--json"))).isZero();
      assertThat(shell.out()).startsWith("[{\"board\": \"a-1\"");
    }
  }

  @Test
  void aQuestionCanBeInterrupted() throws Exception {
    FakeServer.Script silent = (ctx, message) -> shell.interrupt();
    try (FakeServer server = new FakeServer(CERTIFICATE, silent)) {
      assertThat(shell.run(shell.arguments(server, List.of("boards")))).isEqualTo(130);
      assertThat(shell.err()).contains("interrupted before the server answered");
    }
  }

  @Test
  void whatStandsBeforeTheCommandIsRefusedAndNotPassedOver() {
    assertThat(shell.run("--user", "nobody", "boards", "--server", "localhost")).isEqualTo(2);

    assertThat(shell.err())
        .isEqualTo(
            "gateway-client: --user must stand after the command boards; see gateway-client boards"
                + " --help\n");
  }

  @Test
  void boardsForNobodyAreRefused() throws Exception {
    try (FakeServer server =
        new FakeServer(
            CERTIFICATE,
            new RefusingScript(Hello.class, Refused.because(CloseCause.LOGIN_REFUSED)))) {
      assertThat(shell.run(shell.arguments(server, List.of("boards")))).isEqualTo(4);
      assertThat(shell.out()).isEmpty();
    }
  }
}
