package org.spinngate.server.session;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.access.BanTarget;
import org.spinngate.server.access.LoginBan;
import org.spinngate.server.access.LoginBans;
import org.spinngate.server.admission.Bar;
import org.spinngate.server.admission.ConnectionRow;
import org.spinngate.server.admission.LoggedInConnections;
import org.spinngate.server.admission.Permissions;
import org.spinngate.server.admission.RecentEnds;
import org.spinngate.server.board.Board;
import org.spinngate.server.lease.BoardHooks;
import org.spinngate.server.lease.LeaseBook;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.order.Barred;
import org.spinngate.server.order.Gone;
import org.spinngate.server.order.OrderTaker;

/**
 * What the operator does to sessions that are open.
 *
 * <p>Thread-safe.
 */
public final class Supervision implements OrderTaker {
  private final SessionTable table;
  private final Permissions permissions;
  private final RecentEnds ends;
  private final LeaseBook leases;
  private final BoardHooks hooks;
  private final LoggedInConnections connections;
  private final LoginBans bans;

  /**
   * @param access by which sessions are opened
   * @param connections all that have logged in
   * @param bans after wrong tokens
   */
  public Supervision(
      SessionTable table, Sessions.Access access, LoggedInConnections connections, LoginBans bans) {
    this.table = table;
    this.permissions = access.permissions();
    this.ends = access.ends();
    this.leases = access.leases();
    this.hooks = access.hooks();
    this.connections = connections;
    this.bans = bans;
  }

  /**
   * Ends a session, or what is kept of one since before the start, and keeps its user away from its
   * board for a minute.
   *
   * @param reason told to the user; may be empty
   * @return who was made to leave; empty if there is no such session
   */
  @Override
  public Optional<Bar> kick(SessionId id, String reason) {
    return end(id, reason, ends::bar);
  }

  @Override
  public boolean end(SessionId id, String reason) {
    return end(id, reason, bar -> {}).isPresent();
  }

  /** The user is kept away first, or would be back at once. */
  private Optional<Bar> end(SessionId id, String reason, Consumer<Bar> first) {
    return table
        .find(id)
        .map(session -> end(session, reason, first))
        .or(() -> leases.forget(id).map(kept -> bar(kept.user(), kept.board(), reason, first)));
  }

  private Bar end(Session session, String reason, Consumer<Bar> first) {
    Bar bar = bar(session.client().account(), session.board(), reason, first);
    session.end(CloseCause.KICKED, bar.words());
    leases.question(session.board());
    return bar;
  }

  private static Bar bar(String account, Board board, String reason, Consumer<Bar> first) {
    Bar bar = Bar.ofSession(account, board, reason);
    first.accept(bar);
    return bar;
  }

  /** Keeps somebody away for a minute who was made to leave elsewhere. */
  @Override
  public void bar(Bar bar) {
    ends.bar(bar);
  }

  /**
   * Ends all that a user has: sessions, places in queues, connections that have logged in and what
   * is kept since before a restart. Keeps the user away from every board for a minute.
   *
   * @param name of a user, or of one of the old clients as sessions are described to others
   * @param reason told to the user; may be empty
   * @return what was ended; empty if nobody is called so
   */
  @Override
  public Optional<Gone> kickUser(String name, String reason) {
    // First of all, so that what begins meanwhile is refused or found.
    Bar bar = Bar.ofUser(name, reason);
    boolean known = permissions.knows(name);
    if (known || has(name)) {
      ends.bar(bar);
      leases.forget(name);
    }
    List<Session> found = table.sessions().stream().filter(one -> isOf(one, name)).toList();
    found.forEach(session -> session.end(CloseCause.KICKED, bar.words()));
    int without = connections.end(name, CloseCause.KICKED, bar.words());
    Gone gone = new Gone(found.size(), without);
    return known || found.size() + without > 0 ? Optional.of(gone) : Optional.empty();
  }

  @Override
  public int lift(BanTarget target) {
    return bans.lift(target) + ends.lift(target::meansAccount);
  }

  @Override
  public List<Barred> barred() {
    Stream<Barred> logins = bans.rows().stream().map(Supervision::row);
    return Stream.concat(logins, ends.keptAway().stream().map(Supervision::row)).toList();
  }

  private static Barred row(LoginBan ban) {
    return new Barred(
        ban.everybody() ? Barred.Kind.ADDRESS : Barred.Kind.NAME,
        new Barred.Who(Optional.of(ban.address()), ban.user()),
        Optional.empty(),
        "wrong tokens",
        Optional.of(ban.left()),
        Optional.of(ban.gateway()));
  }

  private static Barred row(RecentEnds.KeptAway kick) {
    return new Barred(
        Barred.Kind.KICK,
        new Barred.Who(Optional.empty(), Optional.of(kick.account())),
        kick.board(),
        kick.words(),
        Optional.of(kick.left()),
        Optional.empty());
  }

  /** A board has gone out of service or is back, as it says. May wait for the disk. */
  @Override
  public void serviceChanged(Board board) {
    leases.serviceChanged(board);
    hooks.serviceChanged(board);
  }

  private boolean has(String name) {
    return table.sessions().stream().anyMatch(session -> isOf(session, name));
  }

  private static boolean isOf(Session session, String name) {
    return session.user().equals(name) || session.client().account().equals(name);
  }

  /** The connections that have logged in and have no session, the oldest first. */
  public List<ConnectionRow> connections() {
    return connections.rows();
  }

  /**
   * Ends sessions that go on at another gateway: those whose clients can come back for them, and
   * whose boards are not being booted at the moment. A board that nobody else uses gets no requests
   * from then on, and its sessions end with a later call, when those in flight are answered or will
   * not be.
   *
   * @param now in nanoseconds of {@link System#nanoTime()}
   * @return whether there are such
   */
  public boolean handOver(long now) {
    List<Session> movable = table.sessions().stream().filter(Supervision::mayMove).toList();
    List<Session> ready = movable.stream().filter(one -> hasRested(one.board(), now)).toList();
    ready.forEach(
        session ->
            session.end(
                CloseCause.STOPPING, "this gateway stops; the session goes on at another one"));
    return !movable.isEmpty();
  }

  private static boolean mayMove(Session session) {
    return session.client().mayComeBack() && !session.board().bootTurn().taken();
  }

  private boolean hasRested(Board board, long now) {
    boolean somebodyStays =
        table.sessions().stream()
            .filter(session -> session.board().isSamePlaceAs(board))
            .anyMatch(session -> !mayMove(session));
    return somebodyStays || board.requestWindow().rests(now);
  }

  /** Tells everybody something. */
  public void announce(String text) {
    table.announce(text);
  }

  /**
   * Holds everybody against the permissions of this moment. A session that lost its own gets a
   * notice and ends soon; one that has it back goes on. A connection without a session ends at once
   * if its token is not valid any more, and with it its place in a queue. One after the other, so
   * that what is decided last holds.
   *
   * @return how many sessions will end
   */
  public synchronized int recheck() {
    leases.recheck(permissions::mayUse);
    connections.recheck();
    int ending = 0;
    for (Session session : table.sessions()) {
      ending += session.recheck(permissions) ? 1 : 0;
    }
    return ending;
  }
}
