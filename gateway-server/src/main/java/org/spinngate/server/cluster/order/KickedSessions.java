package org.spinngate.server.cluster.order;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.cluster.record.KickRecord;
import org.spinngate.server.cluster.record.KickRecords;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerListener;
import org.spinngate.server.order.OrderTaker;

/**
 * Ends here all that a kick means, even if another was given the order: a session may have come
 * here since, or be kept here for its client. Nothing is done for what is another gateway's.
 *
 * <p>Thread-safe.
 */
final class KickedSessions implements LedgerListener {
  private static final Logger LOG = LoggerFactory.getLogger(KickedSessions.class);

  /** An order that was written with the kick comes first, so that it is answered as it should. */
  private static final long AFTER_ORDERS_MILLIS = 100;

  private final Neighbours neighbours;
  private final KickRecords kicks;
  private final OrderTaker taker;
  private final Predicate<SessionId> asked;

  /**
   * @param asked whether a session is to be ended by an order that is to be answered
   */
  KickedSessions(Neighbours neighbours, OrderTaker taker, Predicate<SessionId> asked) {
    this.neighbours = neighbours;
    this.kicks = new KickRecords(neighbours.ledger());
    this.taker = taker;
    this.asked = asked;
  }

  @Override
  public void changed(String key, Optional<LedgerEntry> entry) {
    if (key.startsWith(Keys.KICKS + "/") && !neighbours.executor().isShuttingDown()) {
      entry
          .flatMap(KickRecord::of)
          .filter(kick -> !kick.ends().isEmpty())
          .ifPresent(
              kick -> {
                var unused =
                    new LaterTask(() -> end(now(key, kick)))
                        .in(neighbours.executor(), AFTER_ORDERS_MILLIS, TimeUnit.MILLISECONDS);
              });
    }
  }

  /** It may have been lifted since. */
  private KickRecord now(String key, KickRecord kick) {
    return neighbours.ledger().find(key).flatMap(KickRecord::of).orElseGet(kick::lifted);
  }

  private void end(KickRecord kick) {
    kicks.sessions(kick).stream()
        .map(session -> session.session().id())
        .filter(asked.negate())
        .forEach(session -> end(session, kick));
  }

  private void end(SessionId session, KickRecord kick) {
    try {
      if (taker.end(session, kick.said().reason(), kick.isLifted())) {
        LOG.info("session {} was kicked elsewhere and is over", session);
      }
    } catch (RuntimeException fault) {
      LOG.error("fault while ending session {}", session, fault);
    }
  }

  /** Ends what is left of those kicks that are not over. On the executor. */
  void tidy() {
    neighbours
        .ledger()
        .below(Keys.KICKS)
        .forEach(entry -> KickRecord.of(entry).filter(kicks::isOpen).ifPresent(this::end));
  }

  @Override
  public void connected(boolean reached) {}
}
