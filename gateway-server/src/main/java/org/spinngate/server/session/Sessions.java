package org.spinngate.server.session;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.Tunnel;
import org.spinngate.server.access.Login;
import org.spinngate.server.access.User;
import org.spinngate.server.admission.Client;
import org.spinngate.server.admission.Permissions;
import org.spinngate.server.admission.Permissions.Withdrawal;
import org.spinngate.server.board.Board;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.lease.RestartResume;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.lease.SessionIdentity;
import org.spinngate.server.lease.SessionQuota;
import org.spinngate.server.usage.SessionMeter;

/**
 * Opens sessions: checks that the user may have the board and that there is room, and brings wish
 * and lease together.
 *
 * <p>Thread-safe.
 */
public final class Sessions implements SessionListener {
  private final Permissions permissions;
  private final SessionTable table;
  private final SessionTerms terms;
  private final SessionQuota quota;
  private final SessionMemory memory;
  private final SessionMeter meter;
  private final RandomGenerator random = new SplittableRandom();
  private volatile @Nullable CloseCause closed;

  /**
   * @param permissions of this moment
   * @param terms of sessions that begin now
   * @param memory what is known of sessions that are not there
   * @param meter counts what sessions do
   */
  public Sessions(
      Permissions permissions,
      SessionTable table,
      SessionTerms terms,
      SessionMemory memory,
      SessionMeter meter) {
    this.permissions = permissions;
    this.table = table;
    this.terms = terms;
    this.quota = new SessionQuota(terms.limits());
    this.memory = memory;
    this.meter = meter;
  }

  /**
   * Takes a client's wish for a board; the door hears what becomes of it. Call on the client's
   * event loop.
   *
   * @return the wish, to be cancelled if the client goes away; empty if it was refused already
   */
  public Optional<Claim> open(Client client, Open wish, Tunnel tunnel, Door door) {
    return claim(client, wish, tunnel, door, Optional.empty());
  }

  /**
   * Takes a client's wish for a session that is not there any more: it is told why the session
   * ended, gets the board that is kept for it since before the server's start, or is served like
   * anybody else. Call on the client's event loop.
   */
  public Optional<Claim> open(Client client, Resume wish, Tunnel tunnel, Door door) {
    Optional<Refusal> ended = memory.causeOf(wish);
    if (ended.isPresent()) {
      return refuse(door, ended.get());
    }
    return claim(client, wish.wish(), tunnel, door, Optional.of(wish));
  }

  /** The session that a client may go on with, if it is there. Any thread. */
  public Optional<Session> find(Login login, Resume wish) {
    return table
        .find(new SessionId(wish.session()))
        .filter(session -> session.isOf(login.user(), wish.token()))
        .filter(session -> permissions.stillValid(login));
  }

  private Optional<Claim> claim(
      Client client, Open wish, Tunnel tunnel, Door door, Optional<Resume> again) {
    Optional<Board> found = permissions.board(client.user().name(), wish.board());
    if (found.isEmpty()) {
      return refuse(door, Refusal.of(CloseCause.BOARD_REFUSED));
    }
    Optional<Refusal> obstacle = obstacle(client, found.get());
    if (obstacle.isPresent()) {
      return refuse(door, obstacle.get());
    }
    Optional<RestartResume> comeback =
        again.flatMap(old -> memory.comeback(client.user(), old, found.get()));
    Optional<CloseCause> full = enter(client.account(), comeback.isPresent());
    if (full.isPresent()) {
      return refuse(door, Refusal.of(full.get()));
    }
    Claim claim = new Claim(client, found.get(), tunnel, door, this, comeback);
    claim.begin(wish.waitSeconds());
    return Optional.of(claim);
  }

  /** Whoever comes back had a place already, before the server was started. */
  private Optional<CloseCause> enter(String account, boolean comesBack) {
    if (comesBack) {
      quota.enterAgain(account);
      return Optional.empty();
    }
    return quota.enter(account);
  }

  /** Why the client cannot have a board now that it might have at another time. */
  private Optional<Refusal> obstacle(Client client, Board board) {
    return closed()
        .map(Refusal::of)
        .or(() -> memory.kickOf(client, board.name()))
        .or(() -> board.disabled().map(reason -> Sessions.outOfService(board, reason)))
        .or(() -> board.nowhere().map(reason -> Sessions.nowhere(board, reason)));
  }

  private static Refusal nowhere(Board board, String reason) {
    return new Refusal(
        CloseCause.BOARD_FAILED, "board " + board.name() + " cannot be reached: " + reason);
  }

  private static Refusal outOfService(Board board, String reason) {
    String why = reason.isBlank() ? "" : ": " + reason.strip();
    return new Refusal(
        CloseCause.BOARD_DISABLED, "board " + board.name() + " is out of service" + why);
  }

  /** What has come up against a wish since it was uttered. */
  Optional<Refusal> objection(Claim claim) {
    Client client = claim.client();
    return obstacle(client, claim.board())
        .or(() -> permissions.withdrawal(client, claim.board()).map(Withdrawal::refusal));
  }

  private static Optional<Claim> refuse(Door door, Refusal refusal) {
    door.refused(refusal.cause(), refusal.text(), Optional.empty());
    return Optional.empty();
  }

  /** The boards that a user may have, as the user sees them. */
  public List<Boards.Entry> boardsOf(User user) {
    return permissions.entriesOf(user.name());
  }

  /** Begins no session any more, for this cause. */
  public void refuseNew(CloseCause cause) {
    closed = cause;
  }

  /** Ends every session and begins no more, such as when the server stops. */
  public void endAll(CloseCause cause, String text) {
    refuseNew(cause);
    memory.letGo();
    table.sessions().forEach(session -> session.end(cause, text));
  }

  /** Whether anybody has a board, or is about to hear why not. */
  public boolean anyBoardHeld() {
    return permissions.boards().stream().anyMatch(board -> board.lease().holder().isPresent());
  }

  /** Why no session begins any more, if so. */
  Optional<CloseCause> closed() {
    return Optional.ofNullable(closed);
  }

  /** How many sessions are open. */
  public int count() {
    return table.size();
  }

  Session begin(Claim claim) {
    SessionIdentity identity =
        claim.comeback().map(RestartResume::identity).orElseGet(this::newIdentity);
    Session session =
        new Session(
            identity, claim, terms.times().apply(claim.client().user()), terms.flows().get(), this);
    table.add(session);
    meter.opened(session.board().name());
    // Behind the entry in the table, so that nothing that the operator does falls between.
    session.recheck(permissions);
    memory
        .kickOf(claim.client(), session.board().name())
        .ifPresent(kick -> session.loop().execute(() -> session.end(kick.cause(), kick.text())));
    if (!session.client().mayComeBack()) {
      session.note().noted();
    } else {
      memory.begun(identity, session.user(), session.board().name(), session.note()::noted);
    }
    return session;
  }

  private SessionIdentity newIdentity() {
    return new SessionIdentity(freeId(), memory.newToken(), now().truncatedTo(ChronoUnit.SECONDS));
  }

  @Override
  public SessionMeter meter() {
    return meter;
  }

  @Override
  public SessionLines lines() {
    return table.lines();
  }

  @Override
  public void changed(Session session) {
    table.flapped(session);
    // It may have come back by another token, which was withdrawn a moment ago.
    session.recheck(permissions);
  }

  @Override
  public void ended(Session session, CloseCause cause, String text) {
    table.remove(session);
    meter.ended(session.board().name(), cause);
    if (session.client().mayComeBack()) {
      memory.ended(session.identity(), cause, text);
    }
  }

  void leave(Claim claim) {
    quota.leave(claim.client().account());
  }

  Instant now() {
    return terms.flows().get().clock().instant();
  }

  private synchronized SessionId freeId() {
    SessionId id;
    do {
      id = new SessionId(random.nextInt());
    } while (table.isTaken(id) || memory.isTaken(id));
    return id;
  }
}
