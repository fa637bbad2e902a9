package org.spinngate.server.cluster;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.spinngate.server.cluster.member.Member;
import org.spinngate.server.ledger.Ledger;
import org.spinngate.server.ledger.LedgerChange;

/**
 * What this gateway shares with others, and its part in it: a new one after others had to take its
 * boards away.
 *
 * <p>Thread-safe.
 */
final class Neighbours {
  private final Ledger ledger;
  private final EventExecutor executor;
  private volatile Member member;

  /**
   * @param member the first one
   * @param executor for what is done later; none that anything blocks
   */
  Neighbours(Ledger ledger, Member member, EventExecutor executor) {
    this.ledger = ledger;
    this.member = member;
    this.executor = executor;
  }

  Ledger ledger() {
    return ledger;
  }

  EventExecutor executor() {
    return executor;
  }

  /** The present one. */
  Member member() {
    return member;
  }

  /** This gateway has lost its boards, and is another one for the others from here on. */
  void joined(Member next) {
    member = next;
  }

  /** Makes changes, all or none, and only if the others have not taken the member's boards. */
  CompletionStage<Void> transact(Member member, List<LedgerChange> changes) {
    List<LedgerChange> all = new ArrayList<>();
    all.add(member.stillMember());
    all.addAll(changes);
    return ledger.transact(all);
  }
}
