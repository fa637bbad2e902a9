package org.spinngate.server.command;

import java.util.concurrent.Callable;
import org.spinngate.server.config.file.InvalidConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the gateways of the facility. */
@Command(
    name = "gateways",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {
      "Shows the gateways that share the boards with this one, and how they are.",
      "Also where clients reach them, and how many boards and sessions they have. Of a gateway that",
      "stands alone it says so."
    },
    footer = {
      "",
      "Examples:",
      "  gateway-server gateways",
      "  gateway-server gateways --json",
      "",
      "Exit codes: 0 shown, 2 wrong command line or several servers run here,",
      "7 no server is running here, or it does not answer."
    })
final class ShowGateways implements Callable<Integer> {
  @Mixin private final ControlOptions control;

  /** By way of these options. */
  ShowGateways(ControlOptions control) {
    this.control = control;
  }

  @Override
  public Integer call() throws CommandFailure, InvalidConfiguration {
    return control.ask("gateways");
  }
}
