package org.spinngate.server.cluster.member;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.ledger.Ledger;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;

/**
 * Takes gateways out of the ledger that have stopped, one transaction each. It is made only if the
 * gateway has not told since that it lives, and if this one is none of those who were fenced.
 *
 * <p>Confined to its thread.
 */
final class Fencing {
  private static final Logger LOG = LoggerFactory.getLogger(Fencing.class);

  private final Ledger ledger;
  private final LedgerChange stillMember;
  private final Executor thread;
  private final Set<String> underWay = new HashSet<>();

  /**
   * @param stillMember part of each transaction
   */
  Fencing(Ledger ledger, LedgerChange stillMember, Executor thread) {
    this.ledger = ledger;
    this.stillMember = stillMember;
    this.thread = thread;
  }

  /**
   * Fences one.
   *
   * @param beat the version of its last beat
   * @param why a clause
   */
  void fence(String id, int beat, String why) {
    if (!underWay.contains(id)) {
      ledger.find(Keys.gateway(id)).ifPresent(gateway -> fence(id, gateway, beat, why));
    }
  }

  private void fence(String id, LedgerEntry gateway, int beat, String why) {
    underWay.add(id);
    List<LedgerChange> changes =
        List.of(
            stillMember,
            new LedgerChange.Delete(Keys.beat(id), beat),
            new LedgerChange.Delete(gateway.key(), gateway.version()));
    ledger
        .transact(changes)
        .whenComplete(
            (made, fault) ->
                thread.execute(
                    new LaterTask(
                        () -> {
                          underWay.remove(id);
                          if (fault == null) {
                            LOG.warn("gateway {} is fenced: {}", id, why);
                          } else {
                            LOG.info("gateway {} is not fenced: {}", id, fault.getMessage());
                          }
                        })));
  }
}
