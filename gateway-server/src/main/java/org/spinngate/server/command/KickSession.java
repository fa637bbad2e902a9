package org.spinngate.server.command;

import java.util.concurrent.Callable;
import org.spinngate.server.config.InvalidConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends a session. */
@Command(
    name = "kick",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {
      "Ends a session, tells its client why, and keeps its user off that board for 60 s.",
      "The client exits with code 10 and does not try again. The board goes to whoever waits for it."
    },
    footer = {
      "",
      "Examples:",
      "  java -jar gateway-server.jar sessions",
      "  java -jar gateway-server.jar kick 7f3a91c2 --reason 'the rack is moved at noon'",
      "",
      "Exit codes: 0 ended, 5 there is no such session, 2 wrong command line or several servers run here,",
      "7 no server is running here, or it does not answer."
    })
final class KickSession implements Callable<Integer> {
  @Mixin private final ControlOptions control;

  @Parameters(
      paramLabel = "SESSION",
      description = "Its eight hexadecimal digits; the command sessions shows them.")
  private String session = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; the user and the audit log are told. One line of at most 200 characters.")
  private String reason = "";

  /** By way of these options. */
  KickSession(ControlOptions control) {
    this.control = control;
  }

  @Override
  public Integer call() throws CommandFailure, InvalidConfiguration {
    return control.ask("kick", session, "--reason", reason);
  }
}
