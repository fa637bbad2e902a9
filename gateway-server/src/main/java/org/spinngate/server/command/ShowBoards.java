package org.spinngate.server.command;

import java.util.concurrent.Callable;
import org.spinngate.server.config.file.InvalidConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what the boards are, and who has them. */
@Command(
    name = "boards",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {
      "Shows the boards of the running server: their state, who has them and who waits."
    },
    footer = {
      "",
      "Examples:",
      "  gateway-server boards",
      "  gateway-server boards --json | jq -r '.[] | select(.state == \"unreachable\") | .board'",
      "",
      "Exit codes: 0 shown, 2 wrong command line or several servers run here,",
      "7 no server is running here, or it does not answer."
    })
final class ShowBoards implements Callable<Integer> {
  @Mixin private final ControlOptions control;

  /** By way of these options. */
  ShowBoards(ControlOptions control) {
    this.control = control;
  }

  @Override
  public Integer call() throws CommandFailure, InvalidConfiguration {
    return control.ask("boards");
  }
}
