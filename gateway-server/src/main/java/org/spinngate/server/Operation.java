package org.spinngate.server;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.text.SystemText;
import org.spinngate.server.command.BuildVersion;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.config.file.ConfigReader;
import org.spinngate.server.http.StatusServer;
import org.spinngate.server.http.StatusSources;
import org.spinngate.server.operate.ControlSocket;
import org.spinngate.server.operate.Operations;
import org.spinngate.server.operate.SocketPlaces;
import org.spinngate.server.operate.Verbs;
import org.spinngate.server.reload.ConfigWatch;
import org.spinngate.server.reload.Reload;
import org.spinngate.server.reload.ReloadOutcome;
import org.spinngate.server.report.BoardRow;
import org.spinngate.server.report.HealthReport;
import org.spinngate.server.systemd.ServiceManager;

/**
 * What an operator has of a server that runs in a process of its own: the control socket, the
 * status page, and a configuration that may change under it.
 *
 * <p>Start and stop it from one thread that is no event loop.
 */
final class Operation implements AutoCloseable {
  /** How often files are looked at though nothing was told. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  /** For how long a file must not have changed. */
  private static final Duration STILL = Duration.ofMillis(500);

  private final GatewayServer server;
  private final Reload reload;
  private final Optional<ConfigWatch> watch;
  private final StatusServer page;
  private final Optional<ControlSocket> control;
  private final ServiceManager manager;

  /**
   * Starts everything that the configuration wants. What cannot be started has a line in the log;
   * the sessions go on without.
   *
   * @param first what the server was started with
   * @param file where it came from
   * @param manager told of each attempt to read it anew
   */
  Operation(
      GatewayServer server,
      ConfigReader.Result first,
      Path file,
      Shutdown shutdown,
      ServiceManager manager) {
    this.server = server;
    this.manager = manager;
    GatewayConfig config = first.config();
    this.reload = new Reload(first, () -> ConfigReader.inspect(file), server.target());
    this.watch =
        config.operator().reload().watch()
            ? ConfigWatch.start(this::reload, reload::files, LOOK, STILL)
            : Optional.empty();
    this.page = new StatusServer(config.http(), Transport.best(), sources());
    page.start();
    this.control =
        ControlSocket.start(
            config.control(),
            SocketPlaces.of(new SystemText().environment(System.getenv())),
            firstPort(config),
            Verbs.of(operations(shutdown), Clock.systemUTC()));
  }

  /** A command that asks for the server knows the port from the same file. */
  private int firstPort(GatewayConfig config) {
    int listed = config.entry().listen().get(0).getPort();
    return listed == 0 ? server.addresses().get(0).getPort() : listed;
  }

  private StatusSources sources() {
    return new StatusSources(
        () -> server.boards().all().stream().map(BoardRow::of).toList(),
        () -> server.table().rows(),
        server.setup().facility(),
        this::health,
        server.metrics(),
        BuildVersion.text(),
        Clock.systemUTC());
  }

  private Operations operations(Shutdown shutdown) {
    return new Operations(
        new Operations.View(
            () -> server.table().freshRows(),
            () -> server.supervision().connections(),
            () -> server.boards().all(),
            this::health,
            server.setup().facility()),
        server.setup().orders(),
        new PowerAtHome(server.setup()),
        () -> reloaded(reload("the command reload")),
        shutdown::byOperator);
  }

  /** Takes the configuration as it is in its file now. Blocks. */
  ReloadOutcome reload(String why) {
    manager.reloading();
    try {
      return counted(reload.run(why));
    } finally {
      manager.reloaded();
    }
  }

  private ReloadOutcome counted(ReloadOutcome outcome) {
    if (outcome.applied()) {
      server.metrics().reloads().applied();
    } else {
      server.metrics().reloads().refused();
    }
    return outcome;
  }

  private static Operations.Reloaded reloaded(ReloadOutcome outcome) {
    return new Operations.Reloaded(outcome.applied(), outcome.summary(), outcome.lines());
  }

  private HealthReport health() {
    return HealthReport.of(server.health());
  }

  @Override
  public void close() {
    watch.ifPresent(ConfigWatch::close);
    control.ifPresent(ControlSocket::close);
    page.close();
  }
}
