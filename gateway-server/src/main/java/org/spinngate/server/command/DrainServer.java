package org.spinngate.server.command;

import java.util.concurrent.Callable;
import org.spinngate.server.config.file.InvalidConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ends the server in peace. */
@Command(
    name = "drain",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {
      "Starts no new sessions, and ends the server when the last one has ended.",
      "Everybody is told. At the deadline it ends those that are left. Shows how it goes meanwhile;",
      "Ctrl-C ends this command and not the draining, which nothing takes back."
    },
    footer = {
      "",
      "Example:",
      "  gateway-server drain --deadline 2h",
      "",
      "Exit codes: 0 drained, 2 wrong command line or several servers run here,",
      "7 no server is running here, or it does not answer."
    })
final class DrainServer implements Callable<Integer> {
  @Mixin private final ControlOptions control;

  @Option(
      names = "--deadline",
      paramLabel = "DURATION",
      defaultValue = "30m",
      description = "When sessions that are left are ended: a number and s, m or h. Default: 30m.")
  private String deadline = "30m";

  /** By way of these options. */
  DrainServer(ControlOptions control) {
    this.control = control;
  }

  @Override
  public Integer call() throws CommandFailure, InvalidConfiguration {
    return control.ask("drain", "--deadline", deadline);
  }
}
