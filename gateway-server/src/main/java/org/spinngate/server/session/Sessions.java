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
import org.spinngate.server.access.User;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.flow.Flows;

/**
 * Opens sessions: checks that the user may have the board and that there is room, and brings wish
 * and lease together.
 *
 * <p>Thread-safe.
 */
public final class Sessions implements SessionListener {
  private final BoardDirectory boards;
  private final SessionTable table;
  private final SessionTimes times;
  private final SessionQuota quota;
  private final Flows.Shared flows;
  private final SessionMemory memory;
  private final RandomGenerator random = new SplittableRandom();
  private volatile @Nullable CloseCause closed;

  /**
   * @param limits how many sessions there may be
   * @param flows what the flows of all sessions have in common
   * @param memory what is known of sessions that are not there
   */
  public Sessions(
      BoardDirectory boards,
      SessionTable table,
      SessionTimes times,
      SessionLimits limits,
      Flows.Shared flows,
      SessionMemory memory) {
    this.boards = boards;
    this.table = table;
    this.times = times;
    this.quota = new SessionQuota(limits.inAll(), limits.perUser());
    this.flows = flows;
    this.memory = memory;
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
    Optional<CloseCause> ended = memory.causeOf(wish);
    if (ended.isPresent()) {
      return refuse(door, ended.get());
    }
    return claim(client, wish.wish(), tunnel, door, Optional.of(wish));
  }

  /** The session that a client may go on with, if it is there. Any thread. */
  public Optional<Session> find(User user, Resume wish) {
    return table
        .find(new SessionId(wish.session()))
        .filter(session -> session.isOf(user, wish.token()));
  }

  private Optional<Claim> claim(
      Client client, Open wish, Tunnel tunnel, Door door, Optional<Resume> again) {
    Optional<Board> found =
        boards.find(wish.board()).filter(any -> client.user().mayUse(any.name()));
    if (found.isEmpty()) {
      return refuse(door, CloseCause.BOARD_REFUSED);
    }
    if (closed().isPresent()) {
      return refuse(door, closed().get());
    }
    Optional<Comeback> comeback = again.flatMap(old -> memory.comeback(client.user(), old));
    Optional<CloseCause> full = enter(client.user(), comeback.isPresent());
    if (full.isPresent()) {
      return refuse(door, full.get());
    }
    Claim claim = new Claim(client, found.get(), tunnel, door, this, comeback);
    claim.begin(wish.waitSeconds());
    return Optional.of(claim);
  }

  /** Whoever comes back had a place already, before the server was started. */
  private Optional<CloseCause> enter(User user, boolean comesBack) {
    if (comesBack) {
      quota.enterAgain(user.name());
      return Optional.empty();
    }
    return quota.enter(user.name());
  }

  private static Optional<Claim> refuse(Door door, CloseCause cause) {
    door.refused(cause, cause.sentence(), Optional.empty());
    return Optional.empty();
  }

  /** The boards that a user may have, as the user sees them. */
  public List<Boards.Entry> boardsOf(User user) {
    return boards.all().stream()
        .filter(board -> user.mayUse(board.name()))
        .map(
            board ->
                new Boards.Entry(
                    board.name(),
                    board.lease().shared(),
                    board.lease().holder(),
                    board.lease().waiting(),
                    board.comment()))
        .toList();
  }

  /** Ends every session and begins no more, such as when the server stops. */
  public void endAll(CloseCause cause, String text) {
    closed = cause;
    memory.letGo();
    table.sessions().forEach(session -> session.end(cause, text));
  }

  /** Whether anybody has a board, or is about to hear why not. */
  public boolean anyBoardHeld() {
    return boards.all().stream().anyMatch(board -> board.lease().holder().isPresent());
  }

  /** Why no session begins any more, if so. */
  Optional<CloseCause> closed() {
    return Optional.ofNullable(closed);
  }

  /** How many sessions are open. */
  public int count() {
    return table.sessions().size();
  }

  Session begin(Claim claim) {
    SessionIdentity identity =
        claim.comeback().map(Comeback::identity).orElseGet(this::newIdentity);
    Session session = new Session(identity, claim, times, flows, this);
    table.add(session);
    memory.begun(identity, claim.client().user().name(), claim.board().name());
    return session;
  }

  private SessionIdentity newIdentity() {
    return new SessionIdentity(freeId(), memory.newToken(), now().truncatedTo(ChronoUnit.SECONDS));
  }

  @Override
  public void changed(Session session) {
    table.changed();
  }

  @Override
  public void ended(Session session, CloseCause cause) {
    table.remove(session);
    memory.ended(session.identity(), cause);
  }

  void leave(Claim claim) {
    quota.leave(claim.client().user().name());
  }

  Instant now() {
    return flows.clock().instant();
  }

  private synchronized SessionId freeId() {
    SessionId id;
    do {
      id = new SessionId(random.nextInt());
    } while (table.isTaken(id) || memory.isTaken(id));
    return id;
  }
}
