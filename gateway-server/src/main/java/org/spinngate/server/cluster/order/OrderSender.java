package org.spinngate.server.cluster.order;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.cluster.member.FittingChanges;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerListener;

/**
 * Gives orders to other gateways, and waits a moment for their answers. What is not answered by
 * then stays: it is done when that gateway comes to it, or taken away once it is gone.
 *
 * <p>Thread-safe.
 */
final class OrderSender implements LedgerListener {
  /** For people who wait for it. */
  static final long PATIENCE_MILLIS = 3_000;

  private final Neighbours neighbours;
  private final Map<String, CompletableFuture<Optional<GatewayOrder>>> waiting =
      new ConcurrentHashMap<>();

  OrderSender(Neighbours neighbours) {
    this.neighbours = neighbours;
  }

  /** What else is to be written, so that all of it is or nothing. */
  interface Along {
    /** Asked again whenever somebody was faster. */
    List<LedgerChange> changes(FittingChanges.Seen seen);
  }

  /**
   * Gives one order to several.
   *
   * @param gateways their ids
   * @return what each has said, by its id; empty of one that is silent; exceptionally if the order
   *     may not have been given
   */
  CompletionStage<Map<String, Optional<GatewayOrder>>> send(
      Collection<String> gateways, GatewayOrder order, Along along) {
    Map<String, String> keys = new LinkedHashMap<>();
    gateways.forEach(gateway -> keys.put(gateway, Keys.newOrder(gateway)));
    keys.values().forEach(key -> waiting.put(key, new CompletableFuture<>()));
    return FittingChanges.make(neighbours, seen -> changes(keys, order, along, seen))
        .thenCompose(made -> answers(keys))
        .whenComplete((answers, fault) -> waiting.keySet().removeAll(keys.values()));
  }

  private static List<LedgerChange> changes(
      Map<String, String> keys, GatewayOrder order, Along along, FittingChanges.Seen seen) {
    List<LedgerChange> changes = new ArrayList<>(along.changes(seen));
    keys.values().forEach(key -> changes.addAll(FittingChanges.creating(key, order.text(), seen)));
    return changes;
  }

  private CompletionStage<Map<String, Optional<GatewayOrder>>> answers(Map<String, String> keys) {
    Map<String, CompletableFuture<Optional<GatewayOrder>>> all = new LinkedHashMap<>();
    keys.forEach((gateway, key) -> all.put(gateway, awaited(key)));
    return CompletableFuture.allOf(all.values().toArray(CompletableFuture<?>[]::new))
        .thenApply(
            done -> {
              Map<String, Optional<GatewayOrder>> answers = new LinkedHashMap<>();
              all.forEach((gateway, answer) -> answers.put(gateway, answer.join()));
              return answers;
            });
  }

  private CompletableFuture<Optional<GatewayOrder>> awaited(String key) {
    CompletableFuture<Optional<GatewayOrder>> answer =
        waiting.getOrDefault(key, CompletableFuture.completedFuture(Optional.empty()));
    if (!answer.isDone()) {
      var unused =
          new LaterTask(() -> answer.complete(Optional.empty()))
              .in(neighbours.executor(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }
    return answer;
  }

  @Override
  public void changed(String key, Optional<LedgerEntry> entry) {
    CompletableFuture<Optional<GatewayOrder>> answer = waiting.get(key);
    if (answer == null) {
      return;
    }
    if (entry.isEmpty()) {
      answer.complete(Optional.empty());
    } else {
      GatewayOrder.of(entry.get())
          .filter(order -> order.said().isPresent())
          .ifPresent(
              order -> {
                answer.complete(Optional.of(order));
                // If that fails, the gateway that has answered does it later.
                neighbours.takeAway(entry.get());
              });
    }
  }

  @Override
  public void connected(boolean reached) {}
}
