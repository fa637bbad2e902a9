package org.spinngate.server.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.ExitCode;
import org.spinngate.server.config.file.InvalidConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets an address or a user in again. */
@Command(
    name = "unban",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {
      "Lets an address or a user in again at once, before the ban ends by itself.",
      "Of an address it lifts the bans after wrong tokens, and what keeps old clients away that were"
          + " kicked",
      "there; of a user the bans of that name at every address, and what keeps the user away after a"
          + " kick.",
      "Sessions that were kicked end all the same. New wrong tokens ban again.",
      "Of several gateways any one will do: it holds at all of them."
    },
    footer = {
      "",
      "Examples:",
      "  gateway-server bans",
      "  gateway-server unban 192.0.2.1 --reason 'a script with an old token; it is stopped'",
      "  gateway-server unban 2001:db8:1:2::/64 --reason 'the same, by IPv6'",
      "  gateway-server unban alice --reason 'she phoned'",
      "",
      "Exit codes: 0 lifted, 5 nothing bars this address or user, 2 wrong command line or several"
          + " servers",
      "run here, 7 no server is running here, or it does not answer; or other gateways have not"
          + " answered yet."
    })
final class LiftBan implements Callable<Integer> {
  @Mixin private final ControlOptions control;

  @Parameters(
      paramLabel = "ADDRESS|USER",
      arity = "0..1",
      description = {
        "An address, of IPv6 any one in its network of 64 bits, or a user.",
        "'legacy' means all old clients, 'legacy 10.0.0.7' the one at that address."
      })
  private String who = "";

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "A user whose name looks like an address, such as 2024.1.")
  private String user = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why; the audit log is told. One line of at most 200 characters.")
  private @Nullable String reason;

  /** By way of these options. */
  LiftBan(ControlOptions control) {
    this.control = control;
  }

  @Override
  public Integer call() throws CommandFailure, InvalidConfiguration {
    if (who.isEmpty() == user.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "name an address or a user, such as 192.0.2.1 or alice");
    }
    return user.isEmpty()
        ? control.askFor(reason, "unban", who)
        : control.askFor(reason, "unban", "--user", user);
  }
}
