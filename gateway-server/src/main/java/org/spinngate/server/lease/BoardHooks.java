package org.spinngate.server.lease;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.PowerOutcome;

/** What is done to boards before and after sessions. Thread-safe. */
@FunctionalInterface
public interface BoardHooks {
  /** Nothing is done, and at once. */
  BoardHooks NONE =
      (board, guest) ->
          new Stay() {
            @Override
            public CompletionStage<Optional<Refusal>> ready() {
              return CompletableFuture.completedStage(Optional.empty());
            }

            @Override
            public void end(CloseCause cause) {}
          };

  /** Begins to make a board, which has been granted, ready for its next user. Must not wait. */
  Stay begin(Board board, Guest guest);

  /** The operator has taken a board out of service, or given it back, as it says. */
  default void serviceChanged(Board board) {}

  /**
   * Power-cycles a board for a user who has it alone, in one or several sessions, or if nobody has
   * it.
   *
   * @return completes, on any thread, when it is done or cannot be done
   */
  default CompletionStage<PowerOutcome> reset(Board board, PowerWish wish) {
    return CompletableFuture.completedStage(PowerOutcome.noPower(board.name()));
  }

  /**
   * A user wants a board power-cycled.
   *
   * @param account the user's; its session keeps others from the board meanwhile
   * @param objection why the user may not have the board any more, if so; asked, on any thread,
   *     when nothing else is to be waited for, and when the board is about to go off
   * @param news takes, on any thread, what is done meanwhile, in words for the user
   */
  record PowerWish(String account, Supplier<Optional<Refusal>> objection, Consumer<String> news) {}

  /**
   * To whom a board has been granted.
   *
   * @param session the name of the session that will begin
   * @param account whose it is
   * @param returns whether it had the board before already, in an earlier process
   * @param news takes, on any thread, what is done to the board meanwhile, in words for the user
   */
  record Guest(SessionIdentity session, String account, boolean returns, Consumer<String> news) {}

  /** A guest's time with a board, from the grant until it is given back. Thread-safe. */
  interface Stay {
    /**
     * When the board is ready.
     *
     * @return completes, on any thread, when it is ready, or with the reason why the guest does not
     *     get it; exceptionally if that is our own fault. The guest may have gone meanwhile
     */
    CompletionStage<Optional<Refusal>> ready();

    /**
     * The guest's session has begun, and is noted: it may go on at another gateway. Not said of a
     * session that cannot. Must not wait.
     */
    default void begun() {}

    /**
     * The guest has gone, and the board is about to be given back. Must not wait; harmless if that
     * has been said.
     *
     * @param cause why it has gone
     */
    void end(CloseCause cause);
  }
}
