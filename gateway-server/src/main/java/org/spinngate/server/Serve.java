package org.spinngate.server;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.text.Counted;
import org.spinngate.protocol.text.SystemText;
import org.spinngate.server.command.BuildVersion;
import org.spinngate.server.config.ClusterSettings;
import org.spinngate.server.config.file.ConfigReader;
import org.spinngate.server.config.file.InvalidConfiguration;
import org.spinngate.server.log.SpooledLog;
import org.spinngate.server.net.BindFailure;
import org.spinngate.server.net.Listeners;
import org.spinngate.server.systemd.ServiceManager;
import org.spinngate.server.systemd.Systemd;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the gateway until the process is told to end. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {
      "Runs the gateway. This is what happens when no command is named.",
      "A line that begins with 'ready:' on standard output says that users may connect.",
      "The log, with the session table, goes to standard error.",
      "Ctrl-C or SIGTERM tells every client that the server stops, and ends; boots that are under"
          + " way",
      "may finish (gateway.drain.deadline), unless a second signal comes. SIGHUP reads the",
      "configuration again, which also happens when a file of it has changed"
          + " (gateway.reload.watch)."
    },
    footer = {
      "",
      "Example:",
      "  gateway-server serve -c conf/server.conf",
      "",
      "Exit codes: 0 stopped as told, 1 cannot listen or internal error, 2 wrong command line,",
      "3 the configuration is not fine, or names a port that this user may not have."
    })
final class Serve implements Callable<Integer> {
  private final PrintWriter out;
  private final PrintWriter err;
  private final ServerEnvironment environment;

  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "The configuration file.")
  private Path file = Path.of("");

  /** Results go to the first, diagnostics to the second. */
  Serve(PrintWriter out, PrintWriter err, ServerEnvironment environment) {
    this.out = out;
    this.err = err;
    this.environment = environment;
  }

  @Override
  public Integer call() throws InvalidConfiguration {
    ConfigReader.Result result = ConfigReader.inspect(file);
    if (result.config().operator().log().json()) {
      LogFormat.json();
    }
    result.warnings().forEach(warning -> err.println("warning: " + warning));
    try (SpooledLog log = SpooledLog.ofProcess()) {
      run(result, log);
      return ExitCode.FINE.number();
    } catch (InterruptedException e) {
      // A signal that came while the server was starting; it is closed by now.
      return ExitCode.FINE.number();
    } catch (IOException e) {
      err.println(e.getMessage());
      return exitCode(e).number();
    }
  }

  /** What only the operator can change is not worth another attempt. */
  private static ExitCode exitCode(IOException failure) {
    if (failure instanceof InterruptedIOException) {
      return ExitCode.FINE;
    }
    boolean setting = failure instanceof BindFailure bind && bind.isForTheOperator();
    return setting ? ExitCode.CONFIGURATION : ExitCode.INTERNAL;
  }

  private void run(ConfigReader.Result read, SpooledLog log)
      throws IOException, InterruptedException {
    Thread starting = Thread.currentThread();
    Signals.on("TERM", starting::interrupt);
    Signals.on("INT", starting::interrupt);
    GatewayServer server = GatewayServer.start(read.config(), environment);
    server.metrics().watchLog(log::lost);
    Shutdown shutdown = new Shutdown(server, server::drainDeadline);
    try (ServiceManager manager = manager(read.config().cluster());
        server;
        Operation operation = new Operation(server, read, file, shutdown, manager)) {
      boolean heard =
          Signals.on("TERM", shutdown::bySignal) && Signals.on("INT", shutdown::bySignal);
      Signals.on("HUP", new Gathered(() -> operation.reload("SIGHUP")));
      if (!heard) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, log), "stop"));
      }
      String what =
          Counted.of(read.config().boards().size(), "board")
              + " at "
              + Listeners.words(server.addresses());
      out.println("ready: " + what + ", Ctrl-C to stop");
      out.flush();
      manager.ready(
          new ServiceManager.Service(() -> status(server), late -> server.health().works(late)));
      shutdown.await();
      manager.stopping();
    }
  }

  private static String status(GatewayServer server) {
    String what =
        "%s at %s, %s"
            .formatted(
                Counted.of(server.boards().all().size(), "board"),
                Listeners.words(server.addresses()),
                Counted.of(server.sessions().count(), "session"));
    return server.health().checks().stream()
        .filter(check -> !check.ok())
        .findFirst()
        .map(check -> what + "; " + check.name() + ": " + check.detail())
        .orElse(what);
  }

  /** Where nobody wants to hear, nothing is loaded that tells. */
  private static ServiceManager manager(Optional<ClusterSettings> several) {
    Map<String, String> environment = new SystemText().environment(System.getenv());
    String socket = environment.getOrDefault(Systemd.SOCKET, "");
    if (!socket.startsWith("/") && !socket.startsWith("@")) {
      return ServiceManager.NONE;
    }
    Systemd systemd = Systemd.of(environment, ProcessHandle.current().pid());
    several.map(ClusterSettings::ttl).ifPresent(systemd::compareWith);
    return systemd;
  }

  /** Where signals end the process themselves; they would make the exit code 130 or 143. */
  private void stop(GatewayServer server, SpooledLog log) {
    server.close();
    log.close();
    out.flush();
    Runtime.getRuntime().halt(ExitCode.FINE.number());
  }
}
