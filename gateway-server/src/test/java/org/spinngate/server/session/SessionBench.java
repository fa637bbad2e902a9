package org.spinngate.server.session;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.Timing;
import org.spinngate.server.access.Login;
import org.spinngate.server.access.TokenHash;
import org.spinngate.server.access.User;
import org.spinngate.server.admission.Client;
import org.spinngate.server.admission.LoggedInConnections;
import org.spinngate.server.admission.Permissions;
import org.spinngate.server.admission.RecentEnds;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.budget.SessionRates;
import org.spinngate.server.flow.Flows;
import org.spinngate.server.lease.BoardHooks;
import org.spinngate.server.lease.LeaseBook;
import org.spinngate.server.lease.LocalLeases;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.lease.SessionJournal;
import org.spinngate.server.lease.SessionLimits;
import org.spinngate.server.report.SessionTableLog;
import org.spinngate.server.testing.MemorySocket;
import org.spinngate.server.testing.Somebody;
import org.spinngate.server.testing.TestBudgets;
import org.spinngate.server.testing.TestLoop;
import org.spinngate.server.usage.SessionMeter;
import org.spinngate.server.usage.Unmetered;

/** Sessions with the boards {@code spin5-01} and the shared {@code shared-1}, on a test's time. */
public final class SessionBench {
  /** How long a session waits for a lost client. */
  static final Duration GRACE = Duration.ofSeconds(30);

  static final Duration NOTICE = Duration.ofSeconds(30);

  public static final SessionTimes NO_LIMITS =
      limits(Duration.ZERO, Duration.ofMinutes(2), Duration.ZERO);

  private static final Duration BOOT_GAP = Duration.ofMillis(10);

  private final TestLoop time = new TestLoop();
  private final List<MemorySocket> sockets = new ArrayList<>();
  private final Board exclusive = board("spin5-01", 2, false);
  private final BoardDirectory boards =
      new BoardDirectory(List.of(exclusive, board("shared-1", 3, true)));
  private final Map<String, User> users = new HashMap<>();
  private final Set<Optional<TokenHash>> withdrawn = new HashSet<>();
  private final LoggedInConnections connections;
  private final SessionTable table;
  private final Sessions sessions;
  private final LocalLeases local;
  private final LeaseBook leases;
  private BoardHooks hooks = BoardHooks.NONE;
  private final Supervision supervision;

  public SessionBench(SessionTimes times, SessionLimits limits, Duration interval) {
    this(times, limits, () -> interval, SessionJournal.none(), new Unmetered());
  }

  /** A server whose book of leases is another than its own. */
  static SessionBench by(Function<LeaseBook, LeaseBook> book) {
    return new SessionBench(
        NO_LIMITS,
        new SessionLimits(100, 10),
        () -> Duration.ZERO,
        SessionJournal.none(),
        new Unmetered(),
        book);
  }

  private SessionBench(
      SessionTimes times,
      SessionLimits limits,
      Supplier<Duration> interval,
      SessionJournal journal,
      SessionMeter meter) {
    this(times, limits, interval, journal, meter, own -> own);
  }

  private SessionBench(
      SessionTimes times,
      SessionLimits limits,
      Supplier<Duration> interval,
      SessionJournal journal,
      SessionMeter meter,
      Function<LeaseBook, LeaseBook> book) {
    table = new SessionTable(time::nanoTime);
    SessionTableLog.start(table, time.loop(), time, interval, Optional.empty());
    Flows.Shared flows =
        new Flows.Shared(
            this::socket,
            () -> true,
            TestBudgets.flows(100),
            new Flows.PerSession(8, SessionRates.UNLIMITED, 64),
            Timing.of(time::nanoTime),
            time);
    connections = new LoggedInConnections(this::valid, time);
    Permissions permissions =
        new Permissions(boards, name -> Optional.ofNullable(users.get(name)), this::valid);
    RecentEnds ends = new RecentEnds(time::nanoTime);
    local = TestAccess.leases(journal, limits, time);
    leases = book.apply(local);
    local.keepBoards(journal.sessions(), boards, Duration.ofSeconds(10), time.loop());
    SessionTerms terms = new SessionTerms(user -> times, () -> flows);
    Sessions.Access access =
        new Sessions.Access(permissions, ends, leases, (board, guest) -> hooks.begin(board, guest));
    sessions = new Sessions(access, table, terms, meter);
    supervision = new Supervision(table, access, connections, TestAccess.noBans());
  }

  static SessionTimes limits(Duration idle, Duration warning, Duration total) {
    SessionTimes.Span span = new SessionTimes.Span(idle, total);
    return new SessionTimes(span, span, warning, GRACE, NOTICE);
  }

  /** A server that keeps a journal. */
  public static SessionBench with(SessionJournal journal) {
    return new SessionBench(
        NO_LIMITS, new SessionLimits(100, 10), () -> Duration.ZERO, journal, new Unmetered());
  }

  /** A server with room for very many sessions, which somebody counts. */
  public static SessionBench metered(SessionMeter meter) {
    return new SessionBench(
        NO_LIMITS,
        new SessionLimits(20_000, 10),
        () -> Duration.ZERO,
        SessionJournal.none(),
        meter);
  }

  /** A server whose sessions have these limits, and one who counts them. */
  static SessionBench metered(SessionTimes times, SessionMeter meter) {
    return new SessionBench(
        times, new SessionLimits(100, 10), () -> Duration.ZERO, SessionJournal.none(), meter);
  }

  /** A server whose operator changes the interval between tables. */
  public static SessionBench shownEvery(Supplier<Duration> interval) {
    return new SessionBench(
        NO_LIMITS, new SessionLimits(100, 100), interval, SessionJournal.none(), new Unmetered());
  }

  public static SessionBench usual() {
    return new SessionBench(NO_LIMITS, new SessionLimits(100, 10), Duration.ZERO);
  }

  static SessionBench within(SessionTimes times) {
    return new SessionBench(times, new SessionLimits(100, 10), Duration.ZERO);
  }

  public static Board board(String name, int host, boolean shared) {
    Board.Addresses addresses =
        new Board.Addresses(
            new InetSocketAddress("127.0.0." + host, 17893),
            new InetSocketAddress("127.0.0." + host, 54321));
    return new Board(
        name, addresses, shared, new Board.Handling(BOOT_GAP, 8, true), "rack " + host);
  }

  private MemorySocket socket() {
    MemorySocket socket = new MemorySocket(time::nanoTime);
    sockets.add(socket);
    return socket;
  }

  /** A user, who may use every board, wishes for one. */
  public Visit visit(String user, String board, long waitSeconds) {
    return visit(client(user, "*"), board, waitSeconds);
  }

  public Visit visit(Client client, String board, long waitSeconds) {
    Visit visit = new Visit();
    visit.claim(sessions.open(client, new Open(board, waitSeconds), visit.tunnel(), visit));
    return visit;
  }

  /** A client says that it is back for its session, which is not there any more. */
  public Visit comeBack(String user, Resume wish) {
    Visit visit = new Visit();
    visit.claim(sessions.open(client(user, "*"), wish, visit.tunnel(), visit));
    return visit;
  }

  /** The operator knows this user from here on, with these boards. */
  User user(String name, String... patterns) {
    users.put(name, Somebody.named(name, patterns));
    return users.get(name);
  }

  /** The operator knows this user from here on. */
  void user(User known) {
    users.put(known.name(), known);
  }

  /** The operator knows this user no longer. */
  void forget(String user) {
    users.remove(user);
  }

  public Client client(String user, String... patterns) {
    return client(new Login(user(user, patterns), Somebody.letIn(user).token()));
  }

  /** Somebody who was let in by this. */
  Client client(Login login) {
    return new Client(login, "203.0.113.9:51544", time.loop());
  }

  /** From here on nobody is let in by this, nor was. */
  void withdraw(Login login) {
    withdrawn.add(login.token());
  }

  /** It was a mistake. */
  void restore(Login login) {
    withdrawn.remove(login.token());
  }

  private boolean valid(Login login) {
    return !withdrawn.contains(login.token());
  }

  LoggedInConnections connections() {
    return connections;
  }

  public Visit visit(String user) {
    return visit(user, "spin5-01", 0);
  }

  public TestLoop time() {
    return time;
  }

  public Board board() {
    return exclusive;
  }

  public BoardDirectory boards() {
    return boards;
  }

  /** The operator describes the board as a shared one, or as one that is not. */
  void share(boolean several) {
    Board.Handling handling = new Board.Handling(BOOT_GAP, 8, true);
    leases.described(
        List.of(exclusive.described(exclusive.name(), several, handling, exclusive.comment())));
  }

  /** What is done to a board before its session, from here on. */
  PlayedHooks prepareBy(Function<Board, CompletionStage<Optional<Refusal>>> ready) {
    PlayedHooks next = new PlayedHooks(ready);
    hooks = next;
    return next;
  }

  /** Who has which board. */
  LeaseBook leases() {
    return leases;
  }

  public Supervision supervision() {
    return supervision;
  }

  public SessionTable table() {
    return table;
  }

  public Sessions sessions() {
    return sessions;
  }

  MemorySocket socket(int index) {
    return sockets.get(index);
  }

  long socketsOpen() {
    return sockets.stream().filter(MemorySocket::isOpen).count();
  }
}
