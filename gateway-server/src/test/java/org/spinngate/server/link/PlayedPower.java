package org.spinngate.server.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.lease.BoardHooks;
import org.spinngate.server.lease.Refusal;

/** Power-cycles boards when the test says so, and remembers for whom. */
final class PlayedPower implements BoardHooks {
  private final List<String> asked = new ArrayList<>();
  private final List<Consumer<String>> news = new ArrayList<>();
  private Supplier<Optional<Refusal>> objection = Optional::empty;
  private CompletableFuture<PowerOutcome> outcome = new CompletableFuture<>();

  @Override
  public Stay begin(Board board, Guest guest) {
    return BoardHooks.NONE.begin(board, guest);
  }

  @Override
  public CompletionStage<PowerOutcome> reset(Board board, PowerWish wish) {
    asked.add(wish.account() + " " + board.name());
    news.add(wish.news());
    objection = wish.objection();
    return outcome;
  }

  /** Why the last who asked may not have it power-cycled any more. */
  Optional<Refusal> objection() {
    return objection.get();
  }

  /** Who had which board power-cycled. */
  List<String> asked() {
    return asked;
  }

  void tell(String words) {
    news.forEach(one -> one.accept(words));
  }

  void end(PowerOutcome how) {
    CompletableFuture<PowerOutcome> ended = outcome;
    outcome = new CompletableFuture<>();
    ended.complete(how);
  }

  static PowerOutcome done() {
    return new PowerOutcome(PowerOutcome.Result.DONE, "board spin5-01 is power-cycled");
  }
}
