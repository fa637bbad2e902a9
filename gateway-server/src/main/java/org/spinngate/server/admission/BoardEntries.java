package org.spinngate.server.admission;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.Holder;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardState;
import org.spinngate.server.board.BoardStatus;

/**
 * Boards as users see them, in lists. Of a board that another gateway serves, only that one knows
 * who waits for it and for how long it has been idle.
 *
 * <p>Not thread-safe.
 *
 * @param far the boards that other gateways serve, if there are others
 */
record BoardEntries(Optional<FarBoards> far) {
  Boards.Entry of(Board board) {
    List<FarSession> elsewhere =
        far.map(others -> others.sessions(board.name())).orElseGet(List::of);
    boolean isHere = elsewhere.isEmpty() || board.lease().held();
    return isHere ? here(board) : there(board, elsewhere.get(0));
  }

  private static Boards.Entry here(Board board) {
    return new Boards.Entry(
        board.name(),
        board.lease().shared(),
        board.lease().holder(),
        board.lease().waiting(),
        board.comment(),
        words(board.status()));
  }

  private static Boards.Entry there(Board board, FarSession first) {
    return new Boards.Entry(
        board.name(),
        board.shared(),
        Optional.of(new Holder(first.user(), first.since(), Duration.ZERO)),
        0,
        board.comment(),
        board.disabled().isPresent() ? words(board.status()) : "in use at " + first.gateway());
  }

  /** A user who cannot have a board wants to know why. */
  private static String words(BoardStatus status) {
    boolean saysMore = status.state() == BoardState.FAILED && !status.detail().isEmpty();
    return saysMore ? status.words() + ": " + status.detail() : status.words();
  }
}
