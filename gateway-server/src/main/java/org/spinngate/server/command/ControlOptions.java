package org.spinngate.server.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.ExitCode;
import org.spinngate.server.config.file.ConfigReader;
import org.spinngate.server.config.file.InvalidConfiguration;
import org.spinngate.server.operate.ControlClient;
import org.spinngate.server.operate.SocketPlaces;
import org.spinngate.server.operate.SocketSearch;
import org.spinngate.server.operate.VerbRefusal;
import picocli.CommandLine.Option;

/** The options of every command that talks to the running server, and the way to it. */
final class ControlOptions {
  private static final String VARIABLE = "SPINNGATE_CONTROL";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final PrintWriter out;
  private final PrintWriter err;
  private final Map<String, String> environment;
  private final SocketPlaces places;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration file of the server that is meant.")
  private @Nullable Path file;

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      description = {
        "The control socket of the server that is meant.",
        "Default: SPINNGATE_CONTROL in the environment, else the only server that runs here."
      })
  private @Nullable Path socket;

  @Option(names = "--json", description = "JSON with stable names instead of text for people.")
  private boolean json;

  ControlOptions(
      PrintWriter out, PrintWriter err, Map<String, String> environment, SocketPlaces places) {
    this.places = places;
    this.out = out;
    this.err = err;
    this.environment = environment;
  }

  /** The same, for a reason if there is one. */
  int askFor(@Nullable String reason, String... words) throws CommandFailure, InvalidConfiguration {
    return reason == null
        ? ask(words)
        : ask(
            Stream.concat(Stream.of(words), Stream.of("--reason", reason)).toArray(String[]::new));
  }

  /** Asks the server, prints what it says, and returns its exit code. */
  int ask(String... words) throws CommandFailure, InvalidConfiguration {
    List<String> request = new ArrayList<>(List.of(words));
    if (json) {
      request.add("--json");
    }
    try {
      return new ControlClient(out, err, PATIENCE).ask(find(), request);
    } catch (VerbRefusal e) {
      throw new CommandFailure(e.exitCode(), String.valueOf(e.getMessage()));
    }
  }

  private Path find() throws VerbRefusal, InvalidConfiguration {
    if (socket != null) {
      return socket;
    }
    SocketSearch search = new SocketSearch(places);
    if (file != null) {
      return named(file, search);
    }
    String named = environment.getOrDefault(VARIABLE, "");
    return named.isEmpty() ? search.any() : Path.of(named);
  }

  private static Path named(Path file, SocketSearch search)
      throws VerbRefusal, InvalidConfiguration {
    ConfigReader.Whereabouts server = ConfigReader.whereabouts(file);
    if (!server.control().on()) {
      throw new VerbRefusal(
          ExitCode.CONFIGURATION,
          file + " turns the control socket off (gateway.control.socket = off)");
    }
    if (server.control().socket().isPresent()) {
      return server.control().socket().get();
    }
    return server.port() == 0 ? search.any() : search.ofPort(server.port());
  }
}
