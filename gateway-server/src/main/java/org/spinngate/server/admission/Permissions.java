package org.spinngate.server.admission;

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
  /** What a client hears whose token was withdrawn. */
  static final String LOGIN_WITHDRAWN = "your token has expired, or the operator has withdrawn it";

  /**
   * So soon a session ends whose token was withdrawn, at the latest: it may be a thief's, and what
   * the user's own has in hand is told that it ends.
   */
  public static final Duration SOON = Duration.ofSeconds(5);

  /**
   * What a client may not have any more.
   *
   * @param text for people, a clause without a full stop
   * @param longest the most time that a session may have until its end; empty for as much as the
   *     operator gives by the configuration
   */
  public record Withdrawal(String text, Optional<Duration> longest) {
    /** The same for a client that has no session yet. */
    public Refusal refusal() {
      return new Refusal(CloseCause.REVOKED, text);
    }
  }

  private final BoardDirectory boards;
  private final Function<String, Optional<User>> users;
  private final Predicate<Login> valid;
  private final Optional<Facility> facility;

  /**
   * @param users finds the user of a name, unless the operator knows none or its time is over
   * @param valid whether one who was let in by this would be let in now
   * @param facility of this gateway, if it is one of several
   */
  public Permissions(
      BoardDirectory boards,
      Function<String, Optional<User>> users,
      Predicate<Login> valid,
      Optional<Facility> facility) {
    this.boards = boards;
    this.users = users;
    this.valid = valid;
    this.facility = facility;
  }

  /** Those of a gateway that stands alone. */
  public Permissions(
      BoardDirectory boards, Function<String, Optional<User>> users, Predicate<Login> valid) {
    this(boards, users, valid, Optional.empty());
  }

  public Collection<Board> boards() {
    return boards.all();
  }

  /** The board of this name, if the user may have it. */
  public Optional<Board> board(String user, String name) {
    return boards.find(name).filter(board -> mayUse(user, board));
  }

  /** Whether a user may have a board, by its name. */
  public boolean mayUse(String user, Board board) {
    return users.apply(user).filter(known -> known.mayUse(board.name())).isPresent();
  }

  /** Whether the operator knows this user, and the user's time is not over. */
  public boolean knows(String user) {
    return users.apply(user).isPresent();
  }

  /** Whether one who was let in by this would be let in now. */
  public boolean stillValid(Login login) {
    return valid.test(login);
  }

  /** What was withdrawn of a client that has a board, or waits for it, if anything was. */
  public Optional<Withdrawal> withdrawal(Client client, Board board) {
    return stillValid(client.login())
        ? withdrawal(client.user().name(), board)
        : Optional.of(new Withdrawal(LOGIN_WITHDRAWN, Optional.of(SOON)));
  }

  private Optional<Withdrawal> withdrawal(String user, Board board) {
    if (boards.find(board.name()).filter(board::isSamePlaceAs).isEmpty()) {
      return withdrawn("board " + board.name() + " was withdrawn by the operator");
    }
    if (!mayUse(user, board)) {
      return withdrawn("you may not use board " + board.name() + " any more");
    }
    return Optional.empty();
  }

  private static Optional<Withdrawal> withdrawn(String text) {
    return Optional.of(new Withdrawal(text, Optional.empty()));
  }

  /** The boards that a user may have, as the user sees them. */
  public List<Boards.Entry> entriesOf(String user) {
    BoardEntries entries = new BoardEntries(facility.map(FarBoards::new));
    return boards.all().stream().filter(board -> mayUse(user, board)).map(entries::of).toList();
  }
}
