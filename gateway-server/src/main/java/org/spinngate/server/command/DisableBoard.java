package org.spinngate.server.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spinngate.server.config.file.InvalidConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives a board to nobody new. */
@Command(
    name = "disable",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {
      "Gives a board to no new user, until it is enabled.",
      "The user who has it keeps it; kick ends a session. Neither a reload nor a restart enables it"
          + " (unless",
      "gateway.restart.journal is off, beside which it is noted).",
      "Of several gateways any one will do: it holds at all of them."
    },
    footer = {
      "",
      "Examples:",
      "  gateway-server disable spin5-03 --reason 'new fan on Tuesday'",
      "  gateway-server enable spin5-03",
      "",
      "Exit codes: 0 disabled, 5 there is no such board, 2 wrong command line or several servers"
          + " run here,",
      "7 no server is running here, or it does not answer; or the other gateways cannot be told."
    })
final class DisableBoard implements Callable<Integer> {
  @Mixin private final ControlOptions control;

  @Parameters(paramLabel = "BOARD", description = "Its name.")
  private String board = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why; users and the audit log are told. One line of at most 200 characters.")
  private @Nullable String reason;

  /** By way of these options. */
  DisableBoard(ControlOptions control) {
    this.control = control;
  }

  @Override
  public Integer call() throws CommandFailure, InvalidConfiguration {
    return control.askFor(reason, "disable", board);
  }
}
