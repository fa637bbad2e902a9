package org.spinngate.client.check;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;
import org.spinngate.client.alias.AliasWork;
import org.spinngate.protocol.ExitCode;

/**
 * Whether the board could have its own address on this machine. It is a fault only if the user
 * wants that; others hear of it and go on.
 */
final class OwnAddressStep {
  private final AliasWork aliases;
  private final List<String> servers;
  private final boolean wanted;

  /**
   * @param aliases knows what is possible here
   * @param servers the names of the servers
   * @param wanted whether a session would need it
   */
  OwnAddressStep(AliasWork aliases, List<String> servers, boolean wanted) {
    this.aliases = aliases;
    this.servers = servers;
    this.wanted = wanted;
  }

  /** If the board was not asked, so that its address is not known. Blocks for a moment. */
  Finding unasked() {
    if (aliases.mayMake()) {
      return Finding.good(
          Step.OWN_ADDRESS, "--as-board: this user may give this machine a board's address");
    }
    String text = "--as-board: this user may not give this machine a board's address";
    return wanted
        ? Finding.notChecked(
            Step.OWN_ADDRESS, text, "add -b NAME; it tells the command to type, if there is need")
        : Finding.good(Step.OWN_ADDRESS, text + ", but can type the command that is told");
  }

  /**
   * If a session with the board was open. Blocks for a moment.
   *
   * @param told what the server has told of the board's address
   */
  Finding asked(Optional<Inet4Address> told) {
    if (told.isEmpty()) {
      return cannot(
          ExitCode.CONFIGURATION,
          "the server does not tell the board's address",
          "leave --as-board out, or ask the operator for tell-address = true");
    }
    String address = told.get().getHostAddress();
    return aliases
        .obstacle(told.get(), servers)
        .map(why -> cannot(ExitCode.PORT_IN_USE, why, "connect would end with this"))
        .orElseGet(
            () ->
                Finding.good(
                    Step.OWN_ADDRESS, "--as-board: the board can be at " + address + " here"));
  }

  private Finding cannot(ExitCode code, String why, String advice) {
    return wanted
        ? Finding.bad(Step.OWN_ADDRESS, code, why, advice)
        : Finding.good(Step.OWN_ADDRESS, "--as-board would not work, and is not wanted: " + why);
  }
}
