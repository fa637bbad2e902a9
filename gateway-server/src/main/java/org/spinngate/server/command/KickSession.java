package org.spinngate.server.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.ExitCode;
import org.spinngate.server.config.file.InvalidConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends a session, or all that a user has. */
@Command(
    name = "kick",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {
      "Ends a session, tells its client why, and keeps its user off that board for 60 s.",
      "The client exits with code 10 and does not try again. The board goes to the next who waits"
          + " for it.",
      "With --user it ends all that a user has: sessions, places in queues, and connections that"
          + " have",
      "logged in. The user gets no board for 60 s. To keep a stolen token out for good, take its"
          + " hash out",
      "of the configuration: that ends all that came by it.",
      "Of several gateways any one will do: the session ends wherever it is."
    },
    footer = {
      "",
      "Examples:",
      "  gateway-server sessions",
      "  gateway-server kick 7f3a91c2 --reason 'the rack is moved at noon'",
      "  gateway-server kick --user alice --reason 'your token was stolen; ask for" + " another'",
      "",
      "Exit codes: 0 ended, 5 there is no such session or user, 2 wrong command line or several"
          + " servers run here,",
      "7 no server is running here, or it does not answer; or the gateway that has the session does"
          + " not."
    })
final class KickSession implements Callable<Integer> {
  @Mixin private final ControlOptions control;

  @Parameters(
      paramLabel = "SESSION",
      arity = "0..1",
      description = "Its eight hexadecimal digits; the command sessions shows them.")
  private String session = "";

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = {
        "All of this user, in the place of one session. 'legacy' means all old clients,",
        "'legacy 10.0.0.7' the one at that address."
      })
  private String user = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why; the user and the audit log are told. One line of at most 200 characters.")
  private @Nullable String reason;

  /** By way of these options. */
  KickSession(ControlOptions control) {
    this.control = control;
  }

  @Override
  public Integer call() throws CommandFailure, InvalidConfiguration {
    if (session.isEmpty() == user.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "name a session, such as 7f3a91c2, or a user by --user NAME");
    }
    return user.isEmpty()
        ? control.askFor(reason, "kick", session)
        : control.askFor(reason, "kick", "--user", user);
  }
}
