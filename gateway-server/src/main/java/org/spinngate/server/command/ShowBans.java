package org.spinngate.server.command;

import java.util.concurrent.Callable;
import org.spinngate.server.config.file.InvalidConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows who is refused at present. */
@Command(
    name = "bans",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {
      "Shows who is refused at present, for how long still, and why.",
      "These are addresses and user names after wrong tokens, and users who were kicked. Of several",
      "gateways it shows all bans, and which one has made them; also kicks that a silent gateway has",
      "still to hear of. A ban of another gateway lasts no longer than is shown. A name that is no",
      "user's is not shown: it may be a token that was typed there."
    },
    footer = {
      "",
      "Examples:",
      "  gateway-server bans",
      "  gateway-server bans --json | jq -r '.[] | select(.kind == \"address\") | .address'",
      "  gateway-server unban 192.0.2.1 --reason 'a script with an old token; it is stopped'",
      "",
      "Exit codes: 0 shown, 2 wrong command line or several servers run here,",
      "7 no server is running here, or it does not answer."
    })
final class ShowBans implements Callable<Integer> {
  @Mixin private final ControlOptions control;

  /** By way of these options. */
  ShowBans(ControlOptions control) {
    this.control = control;
  }

  @Override
  public Integer call() throws CommandFailure, InvalidConfiguration {
    return control.ask("bans");
  }
}
