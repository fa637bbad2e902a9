package org.spinngate.server.board;

import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/**
 * What outlives a process of what was done to boards: in a file of this gateway, or where several
 * gateways share it.
 *
 * <p>Thread-safe, and no method waits.
 */
public interface CareMemory {
  /** What was noted of a board last, by whomever. */
  CareState of(Board board);

  /**
   * Notes what is to be known of a board.
   *
   * @param author who looks after the board
   * @return completes, on any thread, when whoever looks after the board next would know it;
   *     exceptionally if another gateway does so from now on. It may take as long as the others are
   *     out of reach
   */
  CompletionStage<Void> note(Board board, Object author, CareState state);

  /**
   * Notes that somebody has a board from now on.
   *
   * @return completes when it may be used: as {@link #note}, or at once where nobody else looks
   *     after the board as long as this process lives
   */
  CompletionStage<Void> noteUse(Board board, Object author, CareState state);

  /** A board has another name now; another board may have got its former one. */
  default void forget(String former, Object author) {}

  /**
   * Tells whenever this gateway looks after a board from now on, and what others have noted of it,
   * before anybody gets the board here.
   */
  default void listen(BiConsumer<Board, CareState> taken) {}
}
