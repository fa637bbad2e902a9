package org.spinngate.server.link;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import org.spinngate.protocol.Timing;
import org.spinngate.server.access.AddressQuota;
import org.spinngate.server.access.Authenticator;
import org.spinngate.server.access.Credential;
import org.spinngate.server.access.Login;
import org.spinngate.server.access.PendingLogins;
import org.spinngate.server.access.Users;
import org.spinngate.server.admission.LastDays;
import org.spinngate.server.admission.LoggedInConnections;
import org.spinngate.server.admission.Permissions;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.budget.SessionRates;
import org.spinngate.server.config.UserSettings;
import org.spinngate.server.flow.Flows;
import org.spinngate.server.lease.FarLeases;
import org.spinngate.server.report.SessionTableLog;
import org.spinngate.server.reset.Resets;
import org.spinngate.server.session.SessionTable;
import org.spinngate.server.session.SessionTerms;
import org.spinngate.server.session.SessionTimes;
import org.spinngate.server.session.Sessions;
import org.spinngate.server.session.Supervision;
import org.spinngate.server.session.TestAccess;
import org.spinngate.server.testing.MemorySocket;
import org.spinngate.server.testing.Somebody;
import org.spinngate.server.testing.TestBudgets;
import org.spinngate.server.testing.TestLoop;
import org.spinngate.server.usage.Unmetered;

/** A server without a network, on a test's time; logins of one address fail three times. */
final class LinkBench {
  static final Duration HEARTBEAT = Duration.ofSeconds(10);
  static final Duration DEADLINE = Duration.ofSeconds(25);
  private static final Duration STEP = Duration.ofMillis(100);
  static final Duration LOGIN = Duration.ofSeconds(5);

  /** Tests have many connections of one user in no time. */
  static final int MANY = 1_000_000;

  static final Duration GRACE = Duration.ofSeconds(30);

  private final TestLoop time = new TestLoop();
  private final List<MemorySocket> sockets = new ArrayList<>();
  private final List<Connection> connections = new ArrayList<>();
  private final PendingLogins pending = new PendingLogins(() -> 1_000_000);
  private final Board exclusive = board("spin5-01", 2, false);
  private final Users users;
  private Authenticator authenticator;
  private final LoggedInConnections all;
  private final BoardDirectory boards;
  private final Permissions permissions;
  private final SessionTable table;
  private final FarLeases far;
  private final Sessions.Access access;
  private final Supervision supervision;
  private final Sessions sessions;
  private final PlayedPower power = new PlayedPower();
  private final TunnelInitializer initializer;

  LinkBench() throws SSLException {
    this(GRACE);
  }

  /**
   * @param grace how long a session waits for a lost client
   */
  LinkBench(Duration grace) throws SSLException {
    this(grace, MANY);
  }

  /** One in which the allowances are those of users with so many connections. */
  static LinkBench withConnectionsPerUser(int connections) throws SSLException {
    return new LinkBench(GRACE, connections);
  }

  /** One whose book of leases answers when the test says so. */
  static LinkBench withFarLeases() throws SSLException {
    return new LinkBench(GRACE, MANY, false);
  }

  private LinkBench(Duration grace, int connectionsPerUser) throws SSLException {
    this(grace, connectionsPerUser, true);
  }

  private LinkBench(Duration grace, int connectionsPerUser, boolean atOnce) throws SSLException {
    users = new Users(people(), time);
    authenticator = users;
    all = new LoggedInConnections(users::stillValid, time);
    boards = new BoardDirectory(List.of(exclusive, board("shared-1", 3, true)));
    permissions = new Permissions(boards, users::find, users::stillValid);
    table = new SessionTable(time::nanoTime);
    SessionTableLog.start(table, time.loop(), time, () -> Duration.ZERO, Optional.empty());
    Sessions.Access alone = TestAccess.alone(permissions, time::nanoTime, time);
    far = new FarLeases(alone.leases());
    access = atOnce ? alone : TestAccess.by(far, alone);
    supervision = new Supervision(table, access, all, TestAccess.noBans());
    LastDays.watch(time, time.loop(), supervision::recheck);
    sessions = newSessions(grace);
    Resets resets = new Resets(sessions, access.leases(), power, time);
    SslContext broken = new BrokenTls();
    initializer =
        new TunnelInitializer(
            new TlsIdentity(new LoadedCertificate(broken, Optional.empty())),
            new Served(sessions, resets)
                .context(this::login, all, connectionsPerUser, time::nanoTime),
            new AddressQuota(() -> 1000, () -> 1000),
            new TunnelInitializer.LoginPace(pending, () -> LOGIN),
            new Strangers(time::nanoTime),
            "gateway-server 0.1");
  }

  /** What the operator says at first. */
  static Map<String, UserSettings> people() {
    return Map.of(
        "alice", Somebody.settings("alice", "*"),
        "bob", Somebody.settings("bob", "*"),
        "eve", Somebody.settings("eve", "shared-*"),
        "old", Somebody.until(LocalDate.parse("2025-12-31"), "old", "*"),
        "new", Somebody.until(LocalDate.parse("2026-01-01"), "new", "*"));
  }

  private CompletionStage<Optional<Login>> login(Credential credential) {
    return authenticator.login(credential);
  }

  /** From here on another says who somebody is. */
  void ask(Authenticator other) {
    authenticator = other;
  }

  private Sessions newSessions(Duration grace) {
    Flows.Shared flows =
        new Flows.Shared(
            this::socket,
            Tenure.ALWAYS,
            TestBudgets.flows(100),
            new Flows.PerSession(8, SessionRates.UNLIMITED, 64),
            Timing.of(time::nanoTime),
            time);
    Duration never = Duration.ZERO;
    SessionTimes.Span span = new SessionTimes.Span(never, never);
    SessionTimes times = new SessionTimes(span, span, never, grace, Duration.ofSeconds(30));
    return new Sessions(
        access, table, new SessionTerms(user -> times, () -> flows), new Unmetered());
  }

  private static Board board(String name, int host, boolean shared) {
    Board.Addresses addresses =
        new Board.Addresses(
            new InetSocketAddress("127.0.0." + host, 17893),
            new InetSocketAddress("127.0.0." + host, 54321));
    return new Board(
        name,
        addresses,
        shared,
        new Board.Handling(false, Duration.ofMillis(10), 8, true),
        "rack " + host);
  }

  private MemorySocket socket() {
    MemorySocket socket = new MemorySocket(time::nanoTime);
    sockets.add(socket);
    return socket;
  }

  /** A connection whose encryption is done. */
  Connection connect() {
    return connect(tunnel -> tunnel);
  }

  /** A connection that comes to a door first; its encryption is done when that lets it in. */
  Connection connect(UnaryOperator<ChannelHandler> door) {
    ChannelInitializer<Channel> tunnel =
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel connection) {
            begin(connection);
          }
        };
    return connectTo(door.apply(tunnel));
  }

  private void begin(Channel connection) {
    PendingLogins.Place place =
        pending.tryEnter(InetAddress.getLoopbackAddress(), connection::close).orElseThrow();
    connection
        .pipeline()
        .addLast(LoginDeadline.NAME, new LoginDeadline(LOGIN, place, LoginMeter.NONE));
    initializer.addTunnel(connection.pipeline());
  }

  private Connection connectTo(ChannelHandler first) {
    Connection connection = new Connection(time);
    connections.add(connection);
    connection.pipeline().addLast(first);
    return connection;
  }

  /** A connection that is accepted and for which there is no encryption. */
  Connection connectWithoutTls() {
    return connectTo(initializer);
  }

  /** Lets time pass, a tenth of a second at a time. */
  void pass(Duration duration) {
    for (long steps = duration.dividedBy(STEP); steps > 0; steps--) {
      time.jump(STEP);
      run();
    }
  }

  /** Does what is due on every connection. */
  void run() {
    for (int round = 0; round < 3; round++) {
      connections.forEach(Connection::runPendingTasks);
    }
    time.run();
  }

  /** A connection is gone and no session lives on its event loop: it costs no more time. */
  void forget(Connection connection) {
    connections.remove(connection);
    connection.finishAndReleaseAll();
  }

  /** Closes everything. */
  void close() {
    connections.forEach(Connection::finishAndReleaseAll);
  }

  Sessions sessions() {
    return sessions;
  }

  /** The operator knows these users from here on and no others. */
  void reload(Map<String, UserSettings> people) {
    users.replace(people);
    supervision.recheck();
    boards.all().forEach(access.leases()::question);
    run();
  }

  /** Who has which board, if the book is not this server's own. */
  FarLeases far() {
    return far;
  }

  /** Who has boards power-cycled. */
  PlayedPower power() {
    return power;
  }

  Supervision supervision() {
    return supervision;
  }

  LoggedInConnections loggedIn() {
    return all;
  }

  SessionTable table() {
    return table;
  }

  TestLoop time() {
    return time;
  }

  Board board() {
    return exclusive;
  }

  MemorySocket socket(int index) {
    return sockets.get(index);
  }

  PendingLogins pending() {
    return pending;
  }
}
