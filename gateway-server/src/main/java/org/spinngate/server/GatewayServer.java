package org.spinngate.server;

import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.access.LoginAttempts;
import org.spinngate.server.access.Users;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.command.BuildVersion;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.config.Limits;
import org.spinngate.server.config.SessionSettings;
import org.spinngate.server.flow.FlowBudget;
import org.spinngate.server.flow.Flows;
import org.spinngate.server.flow.SessionRates;
import org.spinngate.server.flow.Transport;
import org.spinngate.server.link.Reception;
import org.spinngate.server.link.TlsContext;
import org.spinngate.server.link.TunnelListener;
import org.spinngate.server.sealed.SealedDoor;
import org.spinngate.server.session.SessionJournal;
import org.spinngate.server.session.SessionLimits;
import org.spinngate.server.session.SessionMemory;
import org.spinngate.server.session.SessionTable;
import org.spinngate.server.session.SessionTimes;
import org.spinngate.server.session.Sessions;

/**
 * The whole server, wired by hand: this is the one class that knows all the others.
 *
 * <p>Start and stop it from one thread that is no event loop; both block.
 */
public final class GatewayServer implements AutoCloseable {
  /** More loops than this gain nothing: one carries some 50,000 requests a second. */
  private static final int MOST_LOOPS = 4;

  /** To find a port that is free for TCP and UDP alike. */
  private static final int MOST_ATTEMPTS = 10;

  private static final long STOP_SECONDS = 5;

  /** Told to end at once in the midst of its tasks, a loop does not finish with its sockets. */
  private static final long QUIET_MILLIS = 20;

  private static final long LOOK_MILLIS = 10;

  private final SslContext tls;
  private final EventLoopGroup loops;
  private final EventLoopGroup simulationLoop;

  /** A long table takes longer to write than a datagram may wait. */
  private final EventExecutor tableWriter =
      new DefaultEventExecutor(new DefaultThreadFactory("session-table"));

  private final Sessions sessions;
  private final SessionTable table;
  private final SessionJournal journal;
  private final TunnelListener listener;
  private final Optional<SealedDoor> sealed;
  private final List<InetSocketAddress> addresses = new ArrayList<>();

  private GatewayServer(GatewayConfig config, Clock clock) throws IOException {
    this.tls = TlsContext.of(config.tls());
    Transport transport = Transport.best();
    int threads = Math.min(MOST_LOOPS, Runtime.getRuntime().availableProcessors());
    this.loops = transport.eventLoops(threads, "gateway");
    this.simulationLoop = transport.eventLoops(1, "simulated-boards");
    try {
      BoardDirectory boards = BoardSetup.of(config.boards().values(), simulationLoop);
      this.table = new SessionTable(tableWriter, clock, config.table().interval());
      this.journal =
          config.restart().journal().map(SessionJournal::open).orElseGet(SessionJournal::none);
      this.sessions = sessions(config, boards, transport, clock);
      this.sealed =
          Optional.of(config.limits().connections())
              .filter(any -> config.udp())
              .map(most -> new SealedDoor(loops, transport, most, System::nanoTime));
      this.listener =
          new TunnelListener(
              new TunnelListener.Sockets(loops, transport, config.stream().congestionControl()),
              tls,
              reception(config, clock),
              config.limits(),
              BuildVersion.text());
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
        server.addresses.add(server.bind(address));
      }
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** The same port for both carriers; if any will do, one that is free for both. */
  private InetSocketAddress bind(InetSocketAddress address) throws IOException {
    for (int attempt = 1; ; attempt++) {
      // The operator's own address: the system may name 0.0.0.0 in the words of IPv6.
      InetSocketAddress bound =
          new InetSocketAddress(address.getAddress(), listener.bind(address).getPort());
      try {
        if (sealed.isPresent()) {
          sealed.get().bind(bound);
        }
        return bound;
      } catch (IOException e) {
        if (address.getPort() != 0 || attempt == MOST_ATTEMPTS) {
          throw new IOException(
              "cannot listen for UDP on %s: %s; gateway.udp = false does without"
                  .formatted(NetUtil.toSocketAddressString(bound), e.getMessage()),
              e);
        }
        listener.unbind(bound);
      }
    }
  }

  private Sessions sessions(
      GatewayConfig config, BoardDirectory boards, Transport transport, Clock clock) {
    SessionSettings session = config.session();
    Limits limits = config.limits();
    SessionMemory memory = new SessionMemory(journal, System::nanoTime);
    memory.keepBoards(boards, config.restart().priority(), loops.next());
    Flows.Shared flows =
        new Flows.Shared(
            transport::datagramChannel,
            new FlowBudget(limits.flows()),
            limits.flowsPerSession(),
            limits.bootQueue(),
            new SessionRates(limits.sessionDatagrams(), limits.sessionBytes()),
            System::nanoTime,
            clock);
    return new Sessions(
        boards,
        table,
        new SessionTimes(
            session.idleTimeout(),
            session.idleWarning(),
            session.maxDuration(),
            session.resumeGrace()),
        new SessionLimits(limits.sessions(), session.maxPerUser()),
        flows,
        memory);
  }

  private Reception reception(GatewayConfig config, Clock clock) {
    return new Reception(
        new Users(config.users(), clock),
        new LoginAttempts(config.limits(), Ticker.systemTicker()),
        sessions,
        sealed,
        config.session().heartbeat(),
        config.session().heartbeatDeadline(),
        System::nanoTime);
  }

  /** Where the server listens, with real ports. */
  public List<InetSocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  /** The sessions that are open now, as text for people. */
  public SessionTable table() {
    return table;
  }

  /** Accepts nobody any more, tells every client why, and stops; harmless the second time. */
  @Override
  public void close() {
    listener.close();
    sealed.ifPresent(SealedDoor::close);
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
    shutDown(loops);
    shutDown(simulationLoop);
    shutDown(tableWriter);
    ReferenceCountUtil.release(tls);
  }

  private static void shutDown(EventExecutorGroup group) {
    long most = TimeUnit.SECONDS.toMillis(STOP_SECONDS);
    group.shutdownGracefully(QUIET_MILLIS, most, TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }
}
