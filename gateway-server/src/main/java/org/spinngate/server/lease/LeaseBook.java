package org.spinngate.server.lease;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import org.spinngate.server.board.Board;

/**
 * Who has which board, who waits for it, and what of that outlives the process. Who wants a board
 * asks, and is answered when the book knows: at once if the book is this process's own, after a
 * while if several gateways share one.
 *
 * <pre>
 *  ask ──▶ Granted(grant) ──────────────────────────────▶ grant.release
 *      ├─▶ Queued(ticket) ─▶ granted(grant) to its listener ─▶ grant.release
 *      │                  └▶ ticket.cancel
 *      ├─▶ Refused
 *      └─▶ Elsewhere(address of another gateway)
 * </pre>
 *
 * <p>Thread-safe, and no method waits unless it says so.
 */
public interface LeaseBook {
  /**
   * Asks for a board.
   *
   * @return completes with the answer, on any thread; exceptionally if the book is broken. Every
   *     answer must be taken: a grant that comes when nobody wants it any more is released, a
   *     ticket cancelled
   */
  CompletionStage<Reply> ask(LeaseRequest request);

  /** Those who wait for a board should look whether waiting still makes sense. */
  void question(Board board);

  /**
   * The operator has taken a board out of service or gives it back, as the board says. May wait a
   * few seconds, until that outlives the process.
   */
  void serviceChanged(Board board);

  /** The operator describes boards in these words from now on; these are all that there are. */
  void described(Collection<Board> boards);

  /** Keeps no board any longer for the clients of an earlier process who may not have it now. */
  void recheck(BiPredicate<String, Board> permitted);

  /** Keeps no board any longer for this user since before the start. */
  void forget(String user);

  /**
   * Keeps no board any longer for this session since before the start.
   *
   * @return what was kept; empty if nothing was
   */
  Optional<KeptSession> forget(SessionId session);

  /**
   * Nobody new gets a board here any more, because the process ends before long: what nobody has
   * may be had elsewhere.
   */
  void stopping();

  /**
   * Where a board may be had once nobody new gets one here: the address of another gateway; empty
   * if there is none.
   */
  default Optional<String> instead(Board board) {
    return Optional.empty();
  }

  /** Keeps no board any longer, because the process ends; the next one will know of them. */
  void letGo();

  /**
   * Does something to a board, for nobody who gets it, if that is this gateway's business: it
   * serves the board, and goes on to until the work is over.
   *
   * @param work begun at most once, on any thread
   * @param otherwise what it gives instead if it was not begun
   * @return completes when the work is over
   */
  default <T> CompletionStage<T> atHome(
      Board board, Supplier<CompletionStage<T>> work, Function<Refusal, T> otherwise) {
    return work.get();
  }
}
