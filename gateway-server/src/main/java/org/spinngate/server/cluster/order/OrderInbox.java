package org.spinngate.server.cluster.order;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.access.BanTarget;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.LastingChanges;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.cluster.record.HomeRecord;
import org.spinngate.server.cluster.record.KickRecords;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerListener;
import org.spinngate.server.order.Gone;
import org.spinngate.server.order.OrderTaker;

/**
 * Carries out what other gateways order of this one, each order once, and answers. Who has ordered
 * takes the answer away; if nobody does, it is taken away here.
 *
 * <p>Thread-safe: orders are carried out on the executor, one after the other.
 */
final class OrderInbox implements LedgerListener {
  private static final Logger LOG = LoggerFactory.getLogger(OrderInbox.class);

  private static final long AGAIN_MILLIS = 100;

  /** Longer than the one who ordered waits. */
  private static final int TRIES = 40;

  private final Neighbours neighbours;
  private final OrderTaker taker;
  private final BarredAccounts waiting;
  private final KickRecords kicks;
  private final LastingChanges lasting;
  private final Set<String> done = ConcurrentHashMap.newKeySet();
  private final Map<String, Open> open = new ConcurrentHashMap<>();
  private Set<String> stale = new HashSet<>();

  /** An order that is not answered yet, and what looks at it once more. */
  private record Open(GatewayOrder.Whom whom, Runnable attempt) {}

  /**
   * @param waiting kicks that are still to be told from here
   */
  OrderInbox(Neighbours neighbours, OrderTaker taker, BarredAccounts waiting) {
    this.neighbours = neighbours;
    this.taker = taker;
    this.waiting = waiting;
    this.kicks = new KickRecords(neighbours.ledger());
    this.lasting = new LastingChanges(neighbours);
  }

  @Override
  public void changed(String key, Optional<LedgerEntry> entry) {
    if (entry.isEmpty()) {
      done.remove(key);
    }
    if (key.startsWith(Keys.BOARDS + "/")) {
      recheck();
    } else if (entry.isPresent() && isForThis(key)) {
      GatewayOrder.of(entry.get())
          .filter(order -> order.said().isEmpty() && done.add(key))
          .ifPresent(order -> neighbours.later(() -> carryOut(entry.get(), order, 0)));
    }
  }

  private boolean isForThis(String key) {
    return key.startsWith(Keys.orders(neighbours.member().id()) + "/");
  }

  /** A session that is to be ended may have begun, or be somebody else's now. */
  private void recheck() {
    if (!open.isEmpty()) {
      neighbours.later(() -> List.copyOf(open.values()).forEach(one -> one.attempt.run()));
    }
  }

  /**
   * One that this gateway is about to have by what is written, or to hand on, is waited for: nobody
   * else can tell what becomes of it.
   */
  private void carryOut(LedgerEntry entry, GatewayOrder order, int tries) {
    if (!isAnswered(entry, order, tries < TRIES)) {
      open.put(entry.key(), new Open(order.whom(), () -> attempt(entry, order)));
      var unused =
          new LaterTask(() -> again(entry, order, tries + 1))
              .in(neighbours.executor(), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Beside the looks that are due anyway. */
  private void attempt(LedgerEntry entry, GatewayOrder order) {
    if (open.containsKey(entry.key())) {
      var unused = isAnswered(entry, order, true);
    }
  }

  private void again(LedgerEntry entry, GatewayOrder order, int tries) {
    if (open.containsKey(entry.key())) {
      carryOut(entry, order, tries);
    }
  }

  /** Tries, and answers unless the session may still come. */
  private boolean isAnswered(LedgerEntry entry, GatewayOrder order, boolean mayWait) {
    Optional<Gone> ended;
    try {
      ended = gone(order);
    } catch (RuntimeException fault) {
      LOG.error("fault in an order of another gateway", fault);
      answer(entry, order, Optional.empty());
      return true;
    }
    if (ended.isEmpty() && mayWait && isWrittenHere(order)) {
      return false;
    }
    answer(entry, order, ended);
    return true;
  }

  /** Whether somebody waits to hear that a session is ended. */
  boolean isAsked(SessionId session) {
    GatewayOrder.Whom whom = new GatewayOrder.Whom(GatewayOrder.Kind.SESSION, session.toString());
    return open.values().stream().anyMatch(one -> one.whom.equals(whom));
  }

  private boolean isWrittenHere(GatewayOrder order) {
    String me = neighbours.member().id();
    return order.whom().kind() == GatewayOrder.Kind.SESSION
        && neighbours.ledger().below(Keys.BOARDS).stream()
            .filter(board -> HomeRecord.of(board).home().equals(me))
            .anyMatch(board -> below(board, order.whom().name()).isPresent());
  }

  private Stream<LedgerEntry> written(String session) {
    return neighbours.ledger().below(Keys.BOARDS).stream()
        .flatMap(board -> below(board, session).stream());
  }

  private Optional<LedgerEntry> below(LedgerEntry board, String session) {
    return neighbours.ledger().find(board.key() + "/" + session);
  }

  /** The gateway that has ordered waits for an answer in any case. */
  private void answer(LedgerEntry entry, GatewayOrder order, Optional<Gone> ended) {
    open.remove(entry.key());
    LOG.info(
        "another gateway has ordered: {} {} ({}); {}",
        order.whom().kind() == GatewayOrder.Kind.LIFT ? "unban" : "kick",
        order.whom().name(),
        order.reason(),
        ended.isPresent() ? "done" : "not here");
    lasting.make(
        neighbours.member(),
        List.of(new LedgerChange.Put(entry.key(), order.answered(ended).text(), entry.version())),
        () -> {});
  }

  private Optional<Gone> gone(GatewayOrder order) {
    String name = order.whom().name();
    return switch (order.whom().kind()) {
      case SESSION ->
          SessionId.parse(name)
              .filter(session -> isEnded(session, order.reason()))
              .map(session -> new Gone(1, 0));
      case USER -> taker.kickUser(name, order.reason());
      case LIFT -> BanTarget.parse(name).filter(this::hasLifted).map(target -> Gone.NOTHING);
    };
  }

  private boolean isEnded(SessionId session, String reason) {
    boolean lifted = written(session.toString()).anyMatch(kicks::areLifted);
    return taker.end(session, reason, lifted);
  }

  /** Once more after the kicks that were found with it, in any order. */
  private boolean hasLifted(BanTarget target) {
    waiting.lift(target);
    var unused =
        new LaterTask(() -> taker.lift(target))
            .in(neighbours.executor(), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    return taker.lift(target) > 0;
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
