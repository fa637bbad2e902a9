package org.spinngate.server.lease;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.spinngate.server.board.Board;

/** What is done to a board that has been granted, before its session begins. Thread-safe. */
@FunctionalInterface
public interface BoardHooks {
  /** Nothing is done, and at once. */
  BoardHooks NONE = board -> CompletableFuture.completedStage(Optional.empty());

  /**
   * Makes a board ready for its next user. Must not wait.
   *
   * @return completes, on any thread, when it is ready, or with why it cannot be had; exceptionally
   *     if that is our own fault. Whoever it is done for may have gone meanwhile
   */
  CompletionStage<Optional<Refusal>> before(Board board);
}
