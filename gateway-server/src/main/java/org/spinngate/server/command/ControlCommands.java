package org.spinngate.server.command;

import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Function;
import org.spinngate.server.operate.SocketPlaces;
import picocli.CommandLine;

/** The commands that talk to the running server. */
public final class ControlCommands {
  private final PrintWriter out;
  private final PrintWriter err;
  private final Map<String, String> environment;
  private final SocketPlaces places;

  /**
   * @param out for results
   * @param err for diagnostics
   * @param environment may name a socket
   * @param places where servers are looked for
   */
  public ControlCommands(
      PrintWriter out, PrintWriter err, Map<String, String> environment, SocketPlaces places) {
    this.places = places;
    this.out = out;
    this.err = err;
    this.environment = Map.copyOf(environment);
  }

  /** Every command that talks to the running server is registered here. */
  public CommandLine addTo(CommandLine line) {
    add(line, ShowSessions::new);
    add(line, ShowBoards::new);
    add(line, KickSession::new);
    add(line, DisableBoard::new);
    add(line, EnableBoard::new);
    add(line, PowerBoard::new);
    add(line, ReloadConfiguration::new);
    add(line, DrainServer::new);
    add(line, ShowHealth::new);
    add(line, ShowGateways::new);
    add(line, ShowBans::new);
    add(line, LiftBan::new);
    return line;
  }

  private void add(CommandLine line, Function<ControlOptions, Object> command) {
    line.addSubcommand(command.apply(new ControlOptions(out, err, environment, places)));
  }
}
