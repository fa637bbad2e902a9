package org.spinngate.server.power;

import java.util.Optional;
import org.spinngate.server.board.BoardState;
import org.spinngate.server.board.BoardStatus;

/** What others see of a board that is looked after. */
final class CareStatus {
  private CareStatus() {}

  /**
   * The first that holds.
   *
   * @param switching how its power is being switched
   * @param failure what has failed
   * @param off whether it is off on purpose
   */
  static Optional<BoardStatus> of(
      Optional<Chore> switching, Optional<String> failure, boolean off) {
    Optional<BoardStatus> resting =
        off
            ? Optional.of(new BoardStatus(BoardState.OFF, "switched off until somebody wants it"))
            : Optional.empty();
    return switching
        .map(chore -> new BoardStatus(BoardState.POWERING, chore.words()))
        .or(() -> failure.map(words -> new BoardStatus(BoardState.FAILED, words)))
        .or(() -> resting);
  }
}
