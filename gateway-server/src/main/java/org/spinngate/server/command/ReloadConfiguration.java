package org.spinngate.server.command;

import java.util.concurrent.Callable;
import org.spinngate.server.config.file.InvalidConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes the configuration anew. */
@Command(
    name = "reload",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {
      "Makes the running server read its configuration again, and shows what that changes.",
      "Sessions that the changes do not touch lose nothing. A file with a problem changes nothing at",
      "all. The server also does it by itself when a file has changed (gateway.reload.watch), perhaps",
      "before this command, which then says that nothing has changed."
    },
    footer = {
      "",
      "Examples:",
      "  gateway-server check-config -c conf/server.conf",
      "  gateway-server reload",
      "",
      "Exit codes: 0 applied, 3 the configuration is not fine and the old one stays in force,",
      "2 wrong command line or several servers run here,",
      "7 no server is running here, or it does not answer."
    })
final class ReloadConfiguration implements Callable<Integer> {
  @Mixin private final ControlOptions control;

  /** By way of these options. */
  ReloadConfiguration(ControlOptions control) {
    this.control = control;
  }

  @Override
  public Integer call() throws CommandFailure, InvalidConfiguration {
    return control.ask("reload");
  }
}
