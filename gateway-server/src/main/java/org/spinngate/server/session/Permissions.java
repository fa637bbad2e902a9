package org.spinngate.server.session;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.access.User;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;

/**
 * Which board who may have, by the configuration of this moment.
 *
 * <p>Thread-safe.
 */
public final class Permissions {
  private final BoardDirectory boards;
  private final Function<String, Optional<User>> users;

  /**
   * @param users finds the user of a name, unless the operator knows none or its time is over
   */
  public Permissions(BoardDirectory boards, Function<String, Optional<User>> users) {
    this.boards = boards;
    this.users = users;
  }

  Collection<Board> boards() {
    return boards.all();
  }

  /** The board of this name, if the user may have it. */
  Optional<Board> board(String user, String name) {
    return boards.find(name).filter(board -> mayUse(user, board));
  }

  private boolean mayUse(String user, Board board) {
    return users.apply(user).filter(known -> known.mayUse(board.name())).isPresent();
  }

  /** What speaks against a user's having, or going on with, a board that it had found. */
  Optional<Refusal> objection(String user, Board board) {
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
