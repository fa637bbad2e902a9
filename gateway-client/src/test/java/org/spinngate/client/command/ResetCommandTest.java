package org.spinngate.client.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.client.command.Shell.CERTIFICATE;
import static org.spinngate.client.command.Shell.HOLDER;

import io.netty.channel.ChannelHandlerContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spinngate.client.testing.FakeServer;
import org.spinngate.client.testing.FriendlyScript;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.Extras;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Reset;
import org.spinngate.protocol.ResetDone;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.testing.LeakExtension;

/** What a user hears of a reset that does not come about; the others are end to end. */
@ExtendWith(LeakExtension.class)
class ResetCommandTest {
  @TempDir Path directory;
  private Shell shell;

  @BeforeEach
  void aShell() {
    shell = new Shell(directory);
  }

  private int reset(FakeServer server) throws Exception {
    return shell.run(shell.arguments(server, List.of("reset"), "-b", "spin5-03"));
  }

  /** A server that takes resets, and answers this. */
  private static final class Resetting extends FriendlyScript {
    private final ControlMessage answer;

    Resetting(ControlMessage answer) {
      this.answer = answer;
    }

    @Override
    public void message(ChannelHandlerContext ctx, ControlMessage message) {
      if (message instanceof Hello) {
        Extras offer = Reset.offeredIn(Extras.of());
        ctx.writeAndFlush(new Welcome(1, "gateway-server", 2000, 6000, offer));
      } else if (message.equals(new Reset("spin5-03"))) {
        ctx.write(new Notice("power-cycling spin5-03, about 35 s"));
        ctx.writeAndFlush(answer).addListener(sent -> ctx.close());
      } else {
        super.message(ctx, message);
      }
    }
  }

  @Test
  void howItGoesIsOnStandardErrorAndTheResultOnStandardOutput() throws Exception {
    FakeServer.Script script = new Resetting(new ResetDone("board spin5-03 is power-cycled"));
    try (FakeServer server = new FakeServer(CERTIFICATE, script)) {
      assertThat(reset(server)).isZero();
      assertThat(shell.out()).isEqualTo("board spin5-03 is power-cycled\n");
      assertThat(shell.err()).isEqualTo("power-cycling spin5-03, about 35 s\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "BOARD_BUSY, 6, 'board spin5-03 is in use by bob since 14:02, idle 3 min'",
    "BOARD_REFUSED, 5, 'cannot be switched'",
    "BOARD_FAILED, 6, 'cannot be switched'",
    "BOARD_DISABLED, 6, 'cannot be switched'"
  })
  void whyNotIsOneLineWithItsExitCode(CloseCause cause, int code, String line) throws Exception {
    Refused refused =
        new Refused(
            cause,
            "cannot be switched",
            cause == CloseCause.BOARD_BUSY ? Optional.of(HOLDER) : Optional.empty());
    try (FakeServer server = new FakeServer(CERTIFICATE, new Resetting(refused))) {
      assertThat(reset(server)).isEqualTo(code);
      assertThat(shell.err()).endsWith("\ngateway-client: " + line + "\n");
      assertThat(shell.out()).isEmpty();
    }
  }

  @Test
  void aServerOfAnEarlierVersionIsNotAskedForWhatItDoesNotKnow() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript())) {
      assertThat(reset(server)).isEqualTo(9);
      assertThat(shell.err()).contains("the server is too old to reset boards").hasLineCount(1);
      assertThat(shell.out()).isEmpty();
    }
  }

  @Test
  void aBoardMustBeNamedOnTheCommandLine() {
    assertThat(shell.run("reset", "--server", "localhost")).isEqualTo(2);
    assertThat(shell.err()).contains("--board");
  }
}
