package org.spinngate.server.command;

import java.util.concurrent.Callable;
import org.spinngate.server.config.file.InvalidConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows who is on which board. */
@Command(
    name = "sessions",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {
      "Shows the sessions of the running server: user, board, client, traffic and drops.",
      "With --all also the connections that have logged in and have no session: they wait for a board,",
      "or have not said yet what they want."
    },
    footer = {
      "",
      "Examples:",
      "  gateway-server sessions",
      "  gateway-server sessions --json | jq -r '.[] | select(.dropped > 0) | .session'",
      "  gateway-server sessions --all",
      "",
      "Exit codes: 0 shown, 2 wrong command line or several servers run here,",
      "7 no server is running here, or it does not answer."
    })
final class ShowSessions implements Callable<Integer> {
  @Mixin private final ControlOptions control;

  @Option(names = "--all", description = "Also logged-in connections without a session.")
  private boolean all;

  /** By way of these options. */
  ShowSessions(ControlOptions control) {
    this.control = control;
  }

  @Override
  public Integer call() throws CommandFailure, InvalidConfiguration {
    return all ? control.ask("sessions", "--all") : control.ask("sessions");
  }
}
