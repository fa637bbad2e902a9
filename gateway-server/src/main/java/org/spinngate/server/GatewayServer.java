package org.spinngate.server;

import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.access.LoginAttempts;
import org.spinngate.server.access.Users;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.command.BuildVersion;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.config.SessionSettings;
import org.spinngate.server.flow.FlowBudget;
import org.spinngate.server.flow.Transport;
import org.spinngate.server.health.Health;
import org.spinngate.server.link.AuditLog;
import org.spinngate.server.link.HeartbeatTimes;
import org.spinngate.server.link.Loaded;
import org.spinngate.server.link.Reception;
import org.spinngate.server.link.TlsIdentity;
import org.spinngate.server.link.TunnelListener;
import org.spinngate.server.metrics.GatewayMetrics;
import org.spinngate.server.metrics.Views;
import org.spinngate.server.reload.Reload;
import org.spinngate.server.sealed.SealedDoor;
import org.spinngate.server.session.Permissions;
import org.spinngate.server.session.SessionJournal;
import org.spinngate.server.session.SessionMemory;
import org.spinngate.server.session.SessionTable;
import org.spinngate.server.session.SessionTerms;
import org.spinngate.server.session.Sessions;
import org.spinngate.server.session.Supervision;

/**
 * The whole server, wired by hand: this is the one class that knows all the others.
 *
 * <p>Start and stop it from one thread that is no event loop; both block.
 */
public final class GatewayServer implements AutoCloseable {
  /** More loops than this gain nothing: one carries some 50,000 requests a second. */
  private static final int MOST_LOOPS = 4;

  private static final long STOP_SECONDS = 5;

  /** Told to end at once in the midst of its tasks, a loop does not finish with its sockets. */
  private static final long QUIET_MILLIS = 20;

  private static final long LOOK_MILLIS = 10;

  private final TlsIdentity tls;
  private final EventLoopGroup loops;
  private final EventLoopGroup simulationLoop;

  /** A long table takes longer to write than a datagram may wait. */
  private final EventExecutor background =
      new DefaultEventExecutor(new DefaultThreadFactory("session-table"));

  private final Sessions sessions;
  private final Supervision supervision;
  private final SessionTable table;
  private final BoardDirectory boards;
  private final GatewayMetrics metrics;
  private final SessionJournal journal;
  private final Listeners listeners;
  private final Lookout lookout;
  private final Health health;
  private final CurrentConfig config;
  private final LiveConfig target;

  private GatewayServer(GatewayConfig first, Clock clock) throws IOException {
    this.config = new CurrentConfig(first);
    this.tls = new TlsIdentity(Loaded.from(first.tls()));
    Transport transport = Transport.best();
    int threads = Math.min(MOST_LOOPS, Runtime.getRuntime().availableProcessors());
    this.loops = transport.eventLoops(threads, "gateway");
    this.simulationLoop = transport.eventLoops(1, "simulated-boards");
    this.lookout = new Lookout(first.probe(), transport, loops);
    try {
      BoardSetup setup =
          new BoardSetup(new Simulations(simulationLoop, lookout.hellos()), background);
      this.boards = new BoardDirectory(setup.boards(first.boards().values()));
      Users users = new Users(first.users(), clock);
      Permissions permissions = new Permissions(boards, users::find);
      this.table = new SessionTable(background, clock, () -> config.get().table().interval());
      this.metrics = new GatewayMetrics(views(), BuildVersion.text(), System::nanoTime);
      metrics.watch(loops);
      this.journal =
          first.restart().journal().map(SessionJournal::open).orElseGet(SessionJournal::none);
      SessionMemory memory = new SessionMemory(journal, System::nanoTime);
      memory.keepBoards(boards, first.restart().priority(), loops.next());
      this.supervision = new Supervision(table, permissions, memory);
      this.target = new LiveConfig(config, setup, boards, users, tls, supervision);
      SessionOptions options =
          new SessionOptions(
              config, transport, new FlowBudget(() -> config.get().limits().flows()), clock);
      this.sessions =
          new Sessions(
              permissions,
              table,
              new SessionTerms(options::times, options::limits, options::flows),
              memory,
              metrics.sessions());
      Optional<SealedDoor> sealed =
          Optional.of(first.limits().connections())
              .filter(any -> first.udp())
              .map(most -> new SealedDoor(loops, transport, most, System::nanoTime));
      this.listeners = new Listeners(tunnels(transport, reception(users, sealed)), sealed);
      this.health = lookout.look(boards, listeners::addresses);
    } catch (IOException | RuntimeException e) {
      release();
      throw e;
    }
  }

  /**
   * Starts a server and binds every address.
   *
   * @throws IOException if an address cannot be bound; nothing is left running then
   */
  public static GatewayServer start(GatewayConfig config, Clock clock) throws IOException {
    GatewayServer server = new GatewayServer(config, clock);
    try {
      for (InetSocketAddress address : config.listen()) {
        server.listeners.bind(address);
      }
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private TunnelListener tunnels(Transport transport, Reception reception) {
    return new TunnelListener(
        new TunnelListener.Sockets(
            loops, transport, () -> config.get().stream().congestionControl()),
        tls,
        reception,
        () -> config.get().limits(),
        BuildVersion.text());
  }

  private Reception reception(Users users, Optional<SealedDoor> sealed) {
    return new Reception(
        users,
        new AuditLog(System::nanoTime),
        new LoginAttempts(() -> config.get().limits(), Ticker.systemTicker()),
        sessions,
        sealed,
        this::heartbeat,
        metrics.logins(),
        System::nanoTime);
  }

  private Views views() {
    return new Views(boards::all, table::rows, () -> health().ready(), tls::validUntil);
  }

  private HeartbeatTimes heartbeat() {
    SessionSettings session = config.get().session();
    return new HeartbeatTimes(session.heartbeat(), session.heartbeatDeadline());
  }

  /** Where the server listens, with real ports. */
  public List<InetSocketAddress> addresses() {
    return listeners.addresses();
  }

  /** The sessions that are open now, as text for people. */
  public SessionTable table() {
    return table;
  }

  /** All boards as they are configured now. */
  public BoardDirectory boards() {
    return boards;
  }

  /** Who opens sessions. */
  public Sessions sessions() {
    return sessions;
  }

  /** What an operator can do to sessions. */
  public Supervision supervision() {
    return supervision;
  }

  /** What is counted. */
  public GatewayMetrics metrics() {
    return metrics;
  }

  /** The way to a peaceful end, which {@link #close} must follow. */
  Drain drain() {
    return new Drain(sessions, supervision, System::nanoTime);
  }

  /** Whether the server is able to work. */
  public Health health() {
    return health;
  }

  /** How long boots may take once the process is told to end. */
  Duration drainDeadline() {
    return config.get().operator().drain().deadline();
  }

  /** Where another configuration takes effect. */
  public Reload.Target target() {
    return target;
  }

  /** Accepts nobody any more, tells every client why, and stops; harmless the second time. */
  @Override
  public void close() {
    listeners.close();
    sessions.endAll(CloseCause.STOPPING, CloseCause.STOPPING.sentence());
    if (!loops.isShuttingDown()) {
      letGoodbyesLeave();
      release();
      journal.close();
    }
  }

  /** A loop that shuts down closes its connections before it does what it was last asked to do. */
  private void letGoodbyesLeave() {
    long begun = System.nanoTime();
    boolean patient = true;
    while (patient && sessions.anyBoardHeld()) {
      awaitLoops();
      patient = System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(STOP_SECONDS);
    }
    awaitLoops();
  }

  private void awaitLoops() {
    for (EventExecutor loop : loops) {
      loop.schedule(() -> {}, LOOK_MILLIS, TimeUnit.MILLISECONDS)
          .awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void release() {
    lookout.close();
    shutDown(loops);
    shutDown(simulationLoop);
    shutDown(background);
    tls.close();
  }

  private static void shutDown(EventExecutorGroup group) {
    long most = TimeUnit.SECONDS.toMillis(STOP_SECONDS);
    group.shutdownGracefully(QUIET_MILLIS, most, TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }
}
