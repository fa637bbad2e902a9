package org.spinngate.server.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.ExitCode;
import org.spinngate.server.config.file.InvalidConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Switches the power of a board. */
@Command(
    name = "power",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {
      "Switches the power of a board that nobody has, also of one that is disabled or has failed.",
      "Waits until it is done, and shows how it goes; Ctrl-C ends this command and not the switching.",
      "What is off is switched on for its next user. The board needs 'power' in the configuration."
    },
    footer = {
      "",
      "Examples:",
      "  gateway-server power cycle spin5-03",
      "  gateway-server power off spin5-03 --reason 'new fan'",
      "",
      "Exit codes: 0 done, 3 the gateway cannot switch this board, 5 there is no such board,",
      "6 somebody has it or it could not be switched, 2 wrong command line or several servers run here,",
      "7 no server is running here, or it does not answer."
    })
final class PowerBoard implements Callable<Integer> {
  private static final List<String> ORDERS = List.of("on", "off", "cycle");

  @Mixin private final ControlOptions control;

  @Parameters(
      index = "0",
      paramLabel = "on|off|cycle",
      description = "On, off, or off and on again after off-time.")
  private String order = "";

  @Parameters(index = "1", paramLabel = "BOARD", description = "Its name.")
  private String board = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; the audit log is told.")
  private @Nullable String reason;

  @Option(names = "--no-wait", description = "Do not wait until it is done.")
  private boolean noWait;

  /** By way of these options. */
  PowerBoard(ControlOptions control) {
    this.control = control;
  }

  @Override
  public Integer call() throws CommandFailure, InvalidConfiguration {
    if (!ORDERS.contains(order)) {
      throw new CommandFailure(
          ExitCode.USAGE, "'" + order + "' is none of " + String.join(", ", ORDERS));
    }
    List<String> words = new ArrayList<>(List.of("power-" + order, board));
    if (reason != null) {
      words.addAll(List.of("--reason", reason));
    }
    if (noWait) {
      words.add("--no-wait");
    }
    return control.ask(words.toArray(String[]::new));
  }
}
