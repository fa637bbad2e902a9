package org.spinngate.server.cluster.care;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.cluster.member.FittingChanges;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.cluster.record.HomeRecord;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerFaults;
import org.spinngate.server.ledger.LedgerListener;

/**
 * Carries what the operator wants of a board's power to the gateway that serves the board, and what
 * that says back. A home that does not take it up within some seconds does not do it later.
 *
 * <p>Thread-safe.
 */
public final class FarPower implements LedgerListener {
  private static final int PATIENCE_SECONDS = 3;

  private final Neighbours neighbours;
  private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

  /** Somebody who waits for an end. */
  private record Waiting(
      String home, Consumer<String> news, CompletableFuture<PowerOutcome> outcome) {}

  /** Switches the power of boards that are served here. */
  public interface Switch {
    /**
     * Begins to switch a board, unless somebody has it.
     *
     * @param news takes, on any thread, what is done meanwhile
     * @return completes, on any thread, when it is done or cannot be done
     */
    CompletionStage<PowerOutcome> order(Board board, PowerOrder what, Consumer<String> news);
  }

  FarPower(Neighbours neighbours) {
    this.neighbours = neighbours;
  }

  /**
   * Has a board switched by its home.
   *
   * @param news takes, on any thread, what is done meanwhile
   * @return completes, on any thread, when it is done or cannot be done
   */
  public CompletionStage<PowerOutcome> order(Board board, PowerOrder what, Consumer<String> news) {
    Optional<String> home =
        neighbours
            .ledger()
            .find(Keys.board(board))
            .map(entry -> HomeRecord.of(entry).home())
            .filter(neighbours.member()::isMember);
    return home.map(there -> order(there, FarPowerOrder.of(Keys.place(board), what), news))
        .orElseGet(() -> refused("its gateway has just gone; try again"));
  }

  private static CompletionStage<PowerOutcome> refused(String words) {
    return CompletableFuture.completedStage(refusal(words));
  }

  private static PowerOutcome refusal(String words) {
    return new PowerOutcome(PowerOutcome.Result.REFUSED, words);
  }

  private CompletionStage<PowerOutcome> order(
      String home, FarPowerOrder order, Consumer<String> news) {
    String key = Keys.newPowerOrder(home);
    Waiting one = new Waiting(home, news, new CompletableFuture<>());
    waiting.put(key, one);
    var unused =
        FittingChanges.make(neighbours, seen -> FittingChanges.creating(key, order.text(), seen))
            .whenComplete((made, fault) -> sent(key, one, fault));
    return one.outcome.whenComplete((outcome, fault) -> waiting.remove(key));
  }

  private void sent(String key, Waiting one, @Nullable Throwable fault) {
    if (fault != null) {
      one.outcome.complete(
          refusal("nobody knows whether its gateway has heard it: " + LedgerFaults.wordsOf(fault)));
    } else {
      lookLater(key, one, 0);
    }
  }

  private void lookLater(String key, Waiting one, int seconds) {
    var unused =
        new LaterTask(() -> look(key, one, seconds + 1))
            .in(neighbours.executor(), 1, TimeUnit.SECONDS);
  }

  private void look(String key, Waiting one, int seconds) {
    String name = neighbours.nameOf(one.home);
    if (one.outcome.isDone()) {
      return;
    }
    if (!neighbours.member().isMember(one.home)) {
      one.outcome.complete(refusal("the gateway " + name + " has gone; try again"));
      return;
    }
    if (seconds >= PATIENCE_SECONDS) {
      neighbours
          .ledger()
          .find(key)
          .ifPresentOrElse(there -> takeBack(there, one, name), () -> ask(key, one, name));
    }
    lookLater(key, one, seconds);
  }

  /** Only if it was not taken up. Done again if nobody knows whether it was done. */
  private void takeBack(LedgerEntry there, Waiting one, String name) {
    if (there.version() > 0) {
      return;
    }
    var unused =
        neighbours
            .transact(neighbours.member(), List.of(new LedgerChange.Delete(there.key(), 0)))
            .thenAccept(
                gone -> one.outcome.complete(refusal("the gateway " + name + " does not answer")));
  }

  /** The order is not in the copy: its home, or this gateway, has taken it away unheard. */
  private void ask(String key, Waiting one, String name) {
    String words =
        "nobody knows what became of it: the answer of the gateway " + name + " was not heard here";
    var unused =
        neighbours
            .ledger()
            .read(key)
            .thenAccept(
                entry -> {
                  if (entry.isEmpty()) {
                    one.outcome.complete(refusal(words));
                  }
                });
  }

  @Override
  public void changed(String key, Optional<LedgerEntry> entry) {
    Waiting one = waiting.get(key);
    if (one != null && entry.isPresent()) {
      FarPowerOrder.of(entry.get()).ifPresent(order -> heard(one, entry.get(), order));
    }
  }

  private void heard(Waiting one, LedgerEntry entry, FarPowerOrder order) {
    if (order.said().isPresent()) {
      neighbours.takeAway(entry);
      one.outcome.complete(order.said().get());
    } else if (!order.news().isEmpty()) {
      one.news.accept(order.news());
    }
  }

  @Override
  public void connected(boolean reached) {}
}
