package org.spinngate.server.session;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.access.Login;
import org.spinngate.server.access.User;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.lease.Refusal;

/**
 * Which board who may have, by the configuration of this moment.
 *
 * <p>Thread-safe.
 */
public final class Permissions {
  /** What is said to whoever came by a token that was withdrawn. */
  static final String LOGIN_WITHDRAWN = "your token has expired, or the operator has withdrawn it";

  /**
   * So soon a session ends whose token was withdrawn, at the latest: it may be a thief's, and what
   * the user's own has in hand is told that it ends.
   */
  static final Duration SOON = Duration.ofSeconds(5);

  /** Longer than any notice. */
  private static final Duration AS_CONFIGURED = Duration.ofDays(1);

  private final BoardDirectory boards;
  private final Function<String, Optional<User>> users;
  private final Predicate<Login> valid;

  /**
   * @param users finds the user of a name, unless the operator knows none or its time is over
   * @param valid whether whoever was let in by this would be let in now
   */
  public Permissions(
      BoardDirectory boards, Function<String, Optional<User>> users, Predicate<Login> valid) {
    this.boards = boards;
    this.users = users;
    this.valid = valid;
  }

  Collection<Board> boards() {
    return boards.all();
  }

  /** The board of this name, if the user may have it. */
  Optional<Board> board(String user, String name) {
    return boards.find(name).filter(board -> mayUse(user, board));
  }

  /** Whether a user may have a board, by its name. */
  boolean mayUse(String user, Board board) {
    return users.apply(user).filter(known -> known.mayUse(board.name())).isPresent();
  }

  /** Whether the operator knows this user, and the user's time is not over. */
  boolean knows(String user) {
    return users.apply(user).isPresent();
  }

  /** Whether whoever was let in by this would be let in now. */
  boolean stillValid(Login login) {
    return valid.test(login);
  }

  /**
   * Holds a session against this moment. One that lost its permission gets a notice and ends soon,
   * the sooner if it is its token that was withdrawn; one that has it back goes on.
   *
   * @return whether it will end
   */
  boolean recheck(Session session) {
    if (!stillValid(session.client().login())) {
      session.revoke(LOGIN_WITHDRAWN, SOON);
      return true;
    }
    Optional<Refusal> objection = objection(session.user(), session.board());
    objection.ifPresentOrElse(
        refusal -> session.revoke(refusal.text(), AS_CONFIGURED), session::permitted);
    return objection.isPresent();
  }

  /** The same for a client that has no session yet. */
  Optional<Refusal> objection(Client client, Board board) {
    return stillValid(client.login())
        ? objection(client.user().name(), board)
        : Optional.of(revoked(LOGIN_WITHDRAWN));
  }

  /** What speaks against a user's having, or going on with, a board that it had found. */
  private Optional<Refusal> objection(String user, Board board) {
    if (boards.find(board.name()).filter(board::isSamePlaceAs).isEmpty()) {
      return Optional.of(revoked("board " + board.name() + " was withdrawn by the operator"));
    }
    if (!mayUse(user, board)) {
      return Optional.of(revoked("you may not use board " + board.name() + " any more"));
    }
    return Optional.empty();
  }

  private static Refusal revoked(String text) {
    return new Refusal(CloseCause.REVOKED, text);
  }

  /** The boards that a user may have, as the user sees them. */
  List<Boards.Entry> entriesOf(String user) {
    return boards.all().stream().filter(board -> mayUse(user, board)).map(this::entry).toList();
  }

  private Boards.Entry entry(Board board) {
    return new Boards.Entry(
        board.name(),
        board.lease().shared(),
        board.lease().holder(),
        board.lease().waiting(),
        board.comment(),
        board.status().words());
  }
}
