package org.spinngate.server.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spinngate.server.config.file.InvalidConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives a disabled board to users again. */
@Command(
    name = "enable",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {
      "Gives a board that was disabled to users again; of several gateways, at all of them."
    },
    footer = {
      "",
      "Examples:",
      "  gateway-server enable spin5-03",
      "  gateway-server enable spin5-03 --reason 'the fan is new'",
      "",
      "Exit codes: 0 enabled, 5 there is no such board, 2 wrong command line or several servers run"
          + " here,",
      "7 no server is running here, or it does not answer; or the other gateways cannot be told."
    })
final class EnableBoard implements Callable<Integer> {
  @Mixin private final ControlOptions control;

  @Parameters(paramLabel = "BOARD", description = "Its name.")
  private String board = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; the audit log is told.")
  private @Nullable String reason;

  /** By way of these options. */
  EnableBoard(ControlOptions control) {
    this.control = control;
  }

  @Override
  public Integer call() throws CommandFailure, InvalidConfiguration {
    return control.askFor(reason, "enable", board);
  }
}
