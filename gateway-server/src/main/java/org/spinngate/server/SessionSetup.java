package org.spinngate.server;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Timing;
import org.spinngate.server.access.User;
import org.spinngate.server.access.Users;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.admission.LastDays;
import org.spinngate.server.admission.LoggedInConnections;
import org.spinngate.server.admission.Permissions;
import org.spinngate.server.admission.RecentEnds;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.command.BuildVersion;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.config.LegacySettings;
import org.spinngate.server.lease.LeaseBook;
import org.spinngate.server.metrics.GatewayMetrics;
import org.spinngate.server.metrics.Views;
import org.spinngate.server.net.Loops;
import org.spinngate.server.order.OperatorOrders;
import org.spinngate.server.power.Caretakers;
import org.spinngate.server.report.SessionTableLog;
import org.spinngate.server.report.TableFormatter;
import org.spinngate.server.session.SessionTable;
import org.spinngate.server.session.SessionTerms;
import org.spinngate.server.session.Sessions;
import org.spinngate.server.session.Supervision;

/** Boards, users, and the sessions that bring them together, wired; no door is known here. */
final class SessionSetup {
  private static final long STOP_SECONDS = 5;

  private final CurrentConfig config;
  private final Timing timing;
  private final BoardDirectory boards;
  private final Users users;
  private final SessionTable table;
  private final StateFiles files;
  private final GatewayMetrics metrics;
  private final LoggedInConnections connections;
  private final Supervision supervision;
  private final LeaseSetup leases;
  private final Caretakers caretakers;
  private final Sessions sessions;
  private final OperatorOrders orders;

  /**
   * @param setup makes the boards
   * @param server what metrics need to know of the rest of the server
   * @throws IOException if a simulated board cannot have its address
   */
  SessionSetup(
      CurrentConfig config,
      BoardSetup setup,
      Views.Server server,
      Loops loops,
      ServerEnvironment environment)
      throws IOException {
    GatewayConfig first = config.get();
    this.config = config;
    this.timing = environment.timing();
    this.boards = new BoardDirectory(setup.boards(first.boards().values()));
    this.users = new Users(first.everybody(first.legacy().enabled()), environment.clock());
    this.table = new SessionTable(System::nanoTime);
    logTable(first, loops, environment);
    Views views = new Views(boards::all, table::rows, server);
    this.metrics = new GatewayMetrics(views, BuildVersion.number(), System::nanoTime);
    metrics.watch(loops.sessions());
    this.files = new StateFiles(first.restart().journal(), boards);
    this.leases =
        LeaseSetup.of(
            new LeaseParts(config, boards, files, loops, environment, new PauseNotice(table)));
    leases.facility().ifPresent(metrics::watchFacility);
    SessionOptions options = options(loops, environment);
    RecentEnds ends = new RecentEnds(System::nanoTime);
    Permissions permissions =
        new Permissions(boards, users::find, users::stillValid, leases.facility());
    this.connections = new LoggedInConnections(users::stillValid, environment.clock());
    this.caretakers =
        new Caretakers(
            loops.sessions().next(),
            loops.transport()::datagramChannel,
            leases.tenure(),
            leases.care());
    Sessions.Access access = new Sessions.Access(permissions, ends, leases.book(), caretakers);
    this.supervision = new Supervision(table, access, connections, leases.bans(users::names));
    supervision.recheck();
    LastDays.watch(environment.clock(), loops.background(), supervision::recheck);
    this.sessions =
        new Sessions(
            access, table, new SessionTerms(options::times, options::flows), metrics.sessions());
    this.orders = leases.orders(supervision);
    lookAfter(boards.all());
    boardsDescribed();
  }

  private void logTable(GatewayConfig first, Loops loops, ServerEnvironment environment) {
    SessionTableLog.start(
        table,
        loops.background(),
        environment.clock(),
        () -> config.get().table().interval(),
        first.cluster().map(several -> several.member().name()));
  }

  private SessionOptions options(Loops loops, ServerEnvironment environment) {
    return new SessionOptions(
        config,
        environment.sockets(loops.transport()),
        leases.tenure(),
        environment.clock(),
        timing);
  }

  /** As the present configuration wants it; before anybody can get these boards. */
  void lookAfter(Collection<Board> all) {
    leases.expected(all);
    caretakers.described(all, config::upkeep);
  }

  /** The directory has the boards of the present configuration. */
  void boardsDescribed() {
    leases.described();
  }

  CurrentConfig config() {
    return config;
  }

  Timing timing() {
    return timing;
  }

  /** Whether anything may leave for a board. */
  Tenure tenure() {
    return leases.tenure();
  }

  /** All gateways of the facility, if it has several. */
  Optional<Facility> facility() {
    return leases.facility();
  }

  BoardDirectory boards() {
    return boards;
  }

  Users users() {
    return users;
  }

  /** The user that all old clients are, unless the operator wants none any more. */
  Optional<User> legacyClients() {
    return users.find(LegacySettings.USER).filter(user -> !user.logsIn());
  }

  SessionTable table() {
    return table;
  }

  /** The sessions with every counter as it is now, as text for people; waits for event loops. */
  String tableText() {
    return TableFormatter.format(table.freshRows(), Instant.now(), facility());
  }

  GatewayMetrics metrics() {
    return metrics;
  }

  /** Who has logged in, with and without a session. */
  LoggedInConnections connections() {
    return connections;
  }

  Supervision supervision() {
    return supervision;
  }

  Sessions sessions() {
    return sessions;
  }

  /** What the operator says of users and boards. */
  OperatorOrders orders() {
    return orders;
  }

  /** Who looks after boards. */
  Caretakers caretakers() {
    return caretakers;
  }

  /** What this gateway has of boards, alone or with others. */
  LeaseSetup leaseSetup() {
    return leases;
  }

  /** Who has which board. */
  LeaseBook leases() {
    return leases.book();
  }

  /** How long boots may take once the process is told to end. */
  Duration drainDeadline() {
    return config.get().operator().drain().deadline();
  }

  /**
   * Nobody new gets a board here, and other gateways have those that are here, if there are any.
   */
  void drains() {
    leases.drains();
  }

  /** Hands sessions over to another gateway that can be; tells whether there were such. */
  boolean handOver() {
    return leases.hasTakers() && supervision.handOver(System.nanoTime());
  }

  /** Ends every session, and waits until their clients were told. */
  void end(Loops loops) {
    caretakers.close();
    sessions.endAll(CloseCause.STOPPING, CloseCause.STOPPING.sentence());
    if (!loops.areEnding()) {
      letGoodbyesLeave(loops);
    }
    leases.close();
  }

  /** A loop that shuts down closes its connections before it does what it was last asked to do. */
  private void letGoodbyesLeave(Loops loops) {
    long begun = System.nanoTime();
    boolean patient = true;
    while (patient && sessions.anyBoardHeld()) {
      loops.settle();
      patient = System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(STOP_SECONDS);
    }
    loops.settle();
  }

  /** Writes no more of sessions and boards; after their end. */
  void closeFiles() {
    files.close();
  }
}
