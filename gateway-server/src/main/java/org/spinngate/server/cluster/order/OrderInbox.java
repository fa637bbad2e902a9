package org.spinngate.server.cluster.order;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.LastingChanges;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerListener;
import org.spinngate.server.order.Gone;
import org.spinngate.server.order.OrderTaker;

/**
 * Carries out what other gateways order of this one, each order once, and answers. Whoever has
 * ordered takes the answer away; if nobody does, it is taken away here.
 *
 * <p>Thread-safe: orders are carried out on the executor, one after the other.
 */
final class OrderInbox implements LedgerListener {
  private static final Logger LOG = LoggerFactory.getLogger(OrderInbox.class);

  private final Neighbours neighbours;
  private final OrderTaker taker;
  private final LastingChanges lasting;
  private final Set<String> done = ConcurrentHashMap.newKeySet();
  private Set<String> stale = new HashSet<>();

  OrderInbox(Neighbours neighbours, OrderTaker taker) {
    this.neighbours = neighbours;
    this.taker = taker;
    this.lasting = new LastingChanges(neighbours);
  }

  @Override
  public void changed(String key, Optional<LedgerEntry> entry) {
    if (entry.isEmpty()) {
      done.remove(key);
    } else if (isForThis(key)) {
      GatewayOrder.of(entry.get())
          .filter(order -> order.said().isEmpty() && done.add(key))
          .ifPresent(order -> later(() -> carryOut(entry.get(), order)));
    }
  }

  private boolean isForThis(String key) {
    return key.startsWith(Keys.orders(neighbours.member().id()) + "/");
  }

  private void later(Runnable task) {
    if (!neighbours.executor().isShuttingDown()) {
      neighbours.executor().execute(new LaterTask(task));
    }
  }

  private void carryOut(LedgerEntry entry, GatewayOrder order) {
    Optional<Gone> ended = goneOrNot(order);
    LOG.info(
        "another gateway has ordered: kick {} ({}); {}",
        order.whom().name(),
        order.reason(),
        ended.isPresent() ? "done" : "not here");
    lasting.make(
        neighbours.member(),
        List.of(new LedgerChange.Put(entry.key(), order.answered(ended).text(), entry.version())),
        () -> {});
  }

  /** Whoever has ordered waits for an answer in any case. */
  private Optional<Gone> goneOrNot(GatewayOrder order) {
    try {
      return gone(order);
    } catch (RuntimeException fault) {
      LOG.error("fault in an order of another gateway", fault);
      return Optional.empty();
    }
  }

  private Optional<Gone> gone(GatewayOrder order) {
    String name = order.whom().name();
    return switch (order.whom().kind()) {
      case SESSION ->
          SessionId.parse(name)
              .flatMap(session -> taker.kick(session, order.reason()))
              .map(bar -> new Gone(1, 0));
      case USER -> taker.kickUser(name, order.reason());
    };
  }

  /** Takes answers away that were there at the last look too. On the executor. */
  void tidy() {
    List<LedgerEntry> answered =
        neighbours.ledger().below(Keys.orders(neighbours.member().id())).stream()
            .filter(
                entry -> GatewayOrder.of(entry).filter(one -> one.said().isPresent()).isPresent())
            .toList();
    answered.stream().filter(entry -> stale.contains(entry.key())).forEach(neighbours::takeAway);
    stale = answered.stream().map(LedgerEntry::key).collect(Collectors.toCollection(HashSet::new));
  }

  @Override
  public void connected(boolean reached) {}
}
