package org.spinngate.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.net.ReceiveBuffer;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.config.LegacySettings;
import org.spinngate.server.health.Health;
import org.spinngate.server.link.LoadedCertificate;
import org.spinngate.server.link.TlsIdentity;
import org.spinngate.server.metrics.GatewayMetrics;
import org.spinngate.server.metrics.Views;
import org.spinngate.server.net.Listeners;
import org.spinngate.server.net.Loops;
import org.spinngate.server.reload.Reload;
import org.spinngate.server.session.SessionTable;
import org.spinngate.server.session.Sessions;
import org.spinngate.server.session.Supervision;

/**
 * The whole server, wired by hand; what an operator has around it is {@link Operation}.
 *
 * <pre>
 *  Loops           threads
 *  SessionSetup    boards, users, sessions, metrics
 *  Doors           what clients come in by, as Listeners
 *  Monitoring         what looks after boards and the server itself
 *  LiveConfig      another configuration takes effect
 * </pre>
 *
 * <p>Start and stop it from one thread that is no event loop; both block.
 */
public final class GatewayServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);

  private final Loops loops = new Loops();
  private final TlsIdentity tls;
  private final Monitoring monitoring;
  private final NameLookups names;
  private final SessionSetup sessions;
  private final Doors doors;
  private final Listeners listeners;
  private final Health health;
  private final LiveConfig target;

  private final AtomicBoolean closed = new AtomicBoolean();

  private GatewayServer(GatewayConfig first, ServerEnvironment environment) throws IOException {
    this.tls = new TlsIdentity(LoadedCertificate.from(first.entry().tls()));
    this.monitoring =
        new Monitoring(
            first.probe(),
            loops.transport(),
            environment.sockets(loops.transport()),
            loops.sessions());
    BoardSetup boards =
        new BoardSetup(
            new Simulations(loops.simulated(), loops.transport(), monitoring.hellos()),
            loops.background());
    this.names =
        new NameLookups(boards::names, NameLookups::ofIpv4, System::nanoTime, boards::learn);
    try {
      CurrentConfig config = new CurrentConfig(first);
      Views.Server seen = new Views.Server(this::ready, this::certificateEnd);
      this.sessions = new SessionSetup(config, boards, seen, loops, environment);
      this.doors = new Doors(sessions, tls, loops);
      this.target = new LiveConfig(sessions, boards, tls, LoadedCertificate::from, doors.legacy());
      this.listeners = doors.listeners();
      names.start();
      this.health =
          monitoring.look(
              sessions.boards(),
              sessions.tenure(),
              sessions.facility(),
              listeners::addresses,
              proxy -> sessions.config().get().entry().trusts(proxy));
    } catch (IOException | RuntimeException e) {
      release();
      throw e;
    }
  }

  /**
   * Starts a server and binds every address.
   *
   * @param clock the time of day
   * @param timing the clock of datagrams, and what is late by it
   * @throws IOException if an address cannot be bound; nothing is left running then
   */
  public static GatewayServer start(GatewayConfig config, Clock clock, Timing timing)
      throws IOException {
    return start(config, ServerEnvironment.with(clock, timing));
  }

  static GatewayServer start(GatewayConfig config, ServerEnvironment environment)
      throws IOException {
    GatewayServer server = new GatewayServer(config, environment);
    try {
      server.listeners.bind(config.entry().listen());
      if (config.legacy().enabled()) {
        server.bindForOldClients(config.legacy());
      }
      AddressWatch.start(server.loops, server.doors, server.listeners);
      ReceiveBuffer.complaint(server.loops.transport()).ifPresent(text -> LOG.warn("{}", text));
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private void bindForOldClients(LegacySettings legacy) throws IOException {
    listeners.bindBoot(legacy.bootListen());
    LOG.atLevel(legacy.exposed().isEmpty() ? Level.INFO : Level.WARN)
        .log(
            "old clients from {} get boards without a login{}: SCP at {}, boot at {}",
            legacy.places(),
            legacy.exposed().isEmpty() ? "" : " (these are public addresses)",
            Listeners.words(addresses()),
            Listeners.words(bootAddresses()));
  }

  private boolean ready() {
    return health.ready();
  }

  private Optional<Instant> certificateEnd() {
    return tls.validUntil();
  }

  /** Where the server listens, with real ports. */
  public List<InetSocketAddress> addresses() {
    return listeners.addresses();
  }

  /** Where old clients bring their boots, with real ports; nowhere if they are not served. */
  public List<InetSocketAddress> bootAddresses() {
    return listeners.bootAddresses();
  }

  /** The sessions that are open now. */
  public SessionTable table() {
    return sessions.table();
  }

  /** The sessions with every counter as it is now, as text for people; waits for event loops. */
  public String tableText() {
    return sessions.tableText();
  }

  /** All boards as they are configured now. */
  public BoardDirectory boards() {
    return sessions.boards();
  }

  /** Who opens sessions. */
  public Sessions sessions() {
    return sessions.sessions();
  }

  /** What an operator can do to sessions. */
  public Supervision supervision() {
    return sessions.supervision();
  }

  /** Boards, users and sessions, and who looks after boards. */
  SessionSetup setup() {
    return sessions;
  }

  /** What is counted. */
  public GatewayMetrics metrics() {
    return sessions.metrics();
  }

  /** Whether the server is able to work. */
  public Health health() {
    return health;
  }

  /** Where another configuration takes effect. */
  public Reload.Target target() {
    return target;
  }

  /** The way to a peaceful end, which {@link #close} must follow. */
  Drain drain() {
    return new Drain(
        sessions.sessions(), sessions.supervision(), sessions::handOver, System::nanoTime);
  }

  /** How long boots may take once the process is told to end. */
  Duration drainDeadline() {
    return sessions.drainDeadline();
  }

  /** Accepts nobody any more, tells every client why, and stops; harmless the second time. */
  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      listeners.close();
      sessions.end(loops);
      release();
      sessions.closeFiles();
    }
  }

  private void release() {
    names.close();
    monitoring.close();
    loops.close();
    tls.close();
  }
}
