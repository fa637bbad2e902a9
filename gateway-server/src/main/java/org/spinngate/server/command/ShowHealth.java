package org.spinngate.server.command;

import java.util.concurrent.Callable;
import org.spinngate.server.config.file.InvalidConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells whether the gateway can do its work. */
@Command(
    name = "health",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {
      "Tells whether tunnels can open and datagrams can go out towards boards, check by check."
    },
    footer = {
      "",
      "Examples:",
      "  gateway-server health && echo all is well",
      "  gateway-server health --json",
      "",
      "Exit codes: 0 live and ready, 1 not ready, 2 wrong command line or several servers run here,",
      "7 no server is running here, or it does not answer."
    })
final class ShowHealth implements Callable<Integer> {
  @Mixin private final ControlOptions control;

  /** By way of these options. */
  ShowHealth(ControlOptions control) {
    this.control = control;
  }

  @Override
  public Integer call() throws CommandFailure, InvalidConfiguration {
    return control.ask("health");
  }
}
