package org.spinngate.client.command;

import org.spinngate.client.Version;
import picocli.CommandLine.Command;

/** The program itself, which without a command does what {@code connect} does. */
@Command(
    name = "gateway-client",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {"Put a SpiNNaker board on this machine: your tools find it at localhost.", ""},
    footerHeading = "%nExamples:%n",
    footer = {
      "  Keep a board until Ctrl-C, then use ybug, rig or SpiNNMan with the host localhost:",
      "    gateway-client -s gateway.example.org -b spin5-03 --user alice \\",
      "        --token-file ~/.spinngate-token --pin sha256:…",
      "  Queue for it for at most ten minutes:",
      "    gateway-client -b spin5-03 --wait=10m",
      "  Only for as long as a program runs:",
      "    gateway-client run -b spin5-03 -- python3 my_network.py",
      "  Several boards at once, here at 127.0.0.1 and 127.0.0.2; --bind says otherwise:",
      "    gateway-client -b spin5-03 -b spin5-04",
      "  What there is, and who has it:",
      "    gateway-client boards",
      "  What would keep you from working, before you begin:",
      "    gateway-client check -b spin5-03",
      "  A board that will not boot, switched off and on again:",
      "    gateway-client reset -b spin5-03",
      "  At a site that still runs the old spinnaker_proxy server, started there with -t:",
      "    gateway-client --legacy-server old.example.org --boot-via-tcp",
      "  How fast it is:",
      "    gateway-client bench -b spin5-03",
      "",
      "Tell SpiNNMan localhost, not 127.0.0.1, which it takes for a virtual machine.",
      "",
      "Every flag can be an environment variable (--token-file is SPINNGATE_TOKEN_FILE) or a line",
      "in ~/.config/spinnaker-gateway/client.conf (token-file = …). Flags beat variables, which",
      "beat the file.",
      "",
      "Exit codes: 0 fine, 1 internal error, 2 usage, 3 configuration, 4 login refused, 5 board",
      "unknown or not permitted, 6 board busy or out of service, 7 server unreachable, 8 local",
      "port in use, 9 version mismatch, 10 ended by the operator, 11 idle or maximum time reached,",
      "12 server identity mismatch, 130 Ctrl-C before it was done ('connect' is done by Ctrl-C: 0).",
      "Of several boards: 0 if all ended fine, otherwise the code of the first, as you named them,",
      "that did not."
    })
final class RootCommand extends ConnectCommand {
  RootCommand(Environment environment) {
    super(environment);
  }
}
