package org.spinngate.server.lease;

import java.time.Duration;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.ResumeToken;
import org.spinngate.server.access.TokenHash;
import org.spinngate.server.board.Board;

/**
 * Holds a board for the client that had it when the process before this one ended.
 *
 * <p>Immutable.
 */
final class Reservation implements Claimant {
  private final JournalEntry session;
  private final Board board;

  Reservation(JournalEntry session, Board board) {
    this.session = session;
    this.board = board;
  }

  SessionId id() {
    return session.id();
  }

  Board board() {
    return board;
  }

  /** Whether it was this user's session with this board, and the token is the one it was given. */
  boolean isFor(String user, String wanted, ResumeToken token) {
    return session.user().equals(user)
        && session.board().equals(wanted)
        && session.token().matches(TokenHash.of(token.secret()));
  }

  /** The session goes on under its old name. */
  SessionIdentity identity(ResumeToken token) {
    return new SessionIdentity(session.id(), token, session.since());
  }

  @Override
  public String account() {
    return session.user();
  }

  @Override
  public Holder describe() {
    return new Holder(session.user(), session.since(), Duration.ZERO);
  }

  @Override
  public boolean isAway() {
    return true;
  }

  /** Never waits, so is never granted anything. */
  @Override
  public void granted() {}

  @Override
  public void moved() {}

  /** Holds the board and waits for nothing. */
  @Override
  public void questioned() {}
}
