package org.spinngate.server.session;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.Tunnel;
import org.spinngate.server.access.Login;
import org.spinngate.server.access.User;
import org.spinngate.server.admission.Admission;
import org.spinngate.server.admission.Client;
import org.spinngate.server.admission.Permissions;
import org.spinngate.server.admission.RecentEnds;
import org.spinngate.server.board.Board;
import org.spinngate.server.lease.BoardHooks;
import org.spinngate.server.lease.LeaseBook;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.usage.SessionMeter;

/**
 * Opens sessions: brings together what a client wishes for, whether it may have it, and who has it.
 *
 * <p>Thread-safe.
 */
public final class Sessions implements SessionListener {
  private final Permissions permissions;
  private final SessionTable table;
  private final RecentEnds ends;
  private final SessionMeter meter;
  private final Claim.Gates gates;
  private final SessionStart start;

  /**
   * What is known of boards and of who may have them.
   *
   * @param permissions of this moment
   * @param ends what ended a short while ago
   * @param leases who has which board
   * @param hooks make a board ready for its next user
   */
  public record Access(
      Permissions permissions, RecentEnds ends, LeaseBook leases, BoardHooks hooks) {}

  /**
   * @param terms of sessions that begin now
   * @param meter counts what sessions do
   */
  public Sessions(Access access, SessionTable table, SessionTerms terms, SessionMeter meter) {
    this.permissions = access.permissions;
    this.table = table;
    this.ends = access.ends;
    this.meter = meter;
    Admission admission = new Admission(permissions, ends);
    this.gates = new Claim.Gates(admission, access.leases, access.hooks);
    this.start = new SessionStart(terms, table, permissions, admission, this);
  }

  /**
   * Takes a client's wish for a board; the listener hears what becomes of it. Call on the client's
   * event loop.
   *
   * @return the wish, to be cancelled if the client goes away; empty if it was refused already
   */
  public Optional<Claim> open(Client client, Open wish, Tunnel tunnel, ClaimListener listener) {
    return claim(client, wish, tunnel, listener, Optional.empty());
  }

  /**
   * Takes a client's wish for a session that is not there any more: it is told why the session
   * ended, gets the board that is kept for it since before the server's start, or is served like
   * anybody else. Call on the client's event loop.
   */
  public Optional<Claim> open(Client client, Resume wish, Tunnel tunnel, ClaimListener listener) {
    Optional<Refusal> ended = ends.causeOf(wish);
    if (ended.isPresent()) {
      return refuse(listener, ended.get());
    }
    return claim(client, wish.wish(), tunnel, listener, Optional.of(wish));
  }

  private Optional<Claim> claim(
      Client client, Open wish, Tunnel tunnel, ClaimListener listener, Optional<Resume> former) {
    Optional<Board> found = gates.admission().board(client, wish.board());
    if (found.isEmpty()) {
      return refuse(listener, Refusal.of(CloseCause.BOARD_REFUSED));
    }
    if (gates.admission().isClosed()) {
      Optional<String> other = gates.book().instead(found.get());
      if (other.isPresent()) {
        listener.elsewhere(other.get());
        return Optional.empty();
      }
    }
    // Whether a former session goes on is known once the book has answered.
    Optional<Refusal> obstacle =
        former.isPresent()
            ? gates.admission().obstacleToGoOn(client, found.get())
            : gates.admission().obstacle(client, found.get());
    if (obstacle.isPresent()) {
      return refuse(listener, obstacle.get());
    }
    Claim.Wish whole = new Claim.Wish(client, found.get(), tunnel, wish.waitSeconds(), former);
    Claim claim = new Claim(whole, gates, start, listener);
    claim.begin();
    return Optional.of(claim);
  }

  private static Optional<Claim> refuse(ClaimListener listener, Refusal refusal) {
    listener.refused(refusal.cause(), refusal.text(), Optional.empty());
    return Optional.empty();
  }

  /** The session that a client may go on with, if it is there. Any thread. */
  public Optional<Session> find(Login login, Resume wish) {
    return table
        .find(new SessionId(wish.session()))
        .filter(session -> session.isOf(login.name(), wish.token()))
        .filter(session -> permissions.stillValid(login));
  }

  /** The boards that a user may have, as the user sees them. */
  public List<Boards.Entry> boardsOf(User user) {
    return permissions.entriesOf(user.name());
  }

  /** Whether clients may have boards. */
  public Admission admission() {
    return gates.admission();
  }

  /** Whether an account has a session on a board. */
  public boolean has(String account, Board board) {
    return on(board).anyMatch(session -> session.client().account().equals(account));
  }

  /** Tells everybody who has a session on a board something. */
  public void tell(Board board, String text) {
    on(board).forEach(session -> session.tell(text));
  }

  private Stream<Session> on(Board board) {
    return table.sessions().stream().filter(session -> session.board().isSamePlaceAs(board));
  }

  /** Begins no session any more, for this cause. */
  public void refuseNew(CloseCause cause) {
    gates.admission().refuseNew(cause);
    gates.book().stopping();
  }

  /** Ends every session and begins no more, such as when the server stops. */
  public void endAll(CloseCause cause, String text) {
    refuseNew(cause);
    gates.book().letGo();
    table.sessions().forEach(session -> session.end(cause, text));
  }

  /** Whether anybody has a board, or is about to hear why not. */
  public boolean anyBoardHeld() {
    return permissions.boards().stream().anyMatch(board -> board.lease().held());
  }

  /** How many sessions are open. */
  public int count() {
    return table.size();
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
    // Its end is known before it is gone, so that who comes back meanwhile does not begin anew.
    if (session.client().mayComeBack()) {
      ends.ended(session.identity(), cause, text);
    }
    table.remove(session);
    meter.ended(session.board().name(), cause);
  }
}
