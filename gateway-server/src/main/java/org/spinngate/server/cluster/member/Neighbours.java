package org.spinngate.server.cluster.member;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.ledger.Ledger;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;

/**
 * What this gateway shares with others, and its part in it: a new one after others had to take its
 * boards away.
 *
 * <p>Thread-safe.
 */
public final class Neighbours {
  private final Ledger ledger;
  private final EventExecutor executor;
  private volatile Member member;

  /**
   * @param member the first one
   * @param executor for what is done later; none that anything blocks
   */
  public Neighbours(Ledger ledger, Member member, EventExecutor executor) {
    this.ledger = ledger;
    this.member = member;
    this.executor = executor;
  }

  /** What they share. */
  public Ledger ledger() {
    return ledger;
  }

  /** For what is done later; none that anything blocks. */
  public EventExecutor executor() {
    return executor;
  }

  /** The present one. */
  public Member member() {
    return member;
  }

  /** Whether this gateway is one of them at present, as far as is known here. */
  public boolean hasJoined() {
    Member now = member;
    return now.isMember(now.id());
  }

  /** This gateway has lost its boards, and is another one for the others from here on. */
  public void joined(Member next) {
    member = next;
  }

  /** Whether this gateway is the first by name of all that there are. */
  public boolean isFirst() {
    return ledger.below(Keys.GATEWAYS).stream()
        .findFirst()
        .map(LedgerEntry::key)
        .filter(Keys.gateway(member.id())::equals)
        .isPresent();
  }

  /** The operator's word for a gateway; for one that is gone, the beginning of what it was. */
  public String nameOf(String id) {
    return ledger
        .find(Keys.gateway(id))
        .flatMap(entry -> Fields.of(entry.value()).text("name"))
        .orElseGet(() -> id.contains("-") ? id.substring(0, id.lastIndexOf('-')) : id);
  }

  /** What a gateway says of itself with its beats. */
  public MemberWord wordOf(String id) {
    return ledger.find(Keys.beat(id)).map(MemberWord::of).orElse(MemberWord.NONE);
  }

  /** The ids of all other gateways. */
  public List<String> others() {
    return ledger.below(Keys.GATEWAYS).stream()
        .map(entry -> Keys.name(entry.key()))
        .filter(id -> !id.equals(member.id()))
        .toList();
  }

  /** The other gateways that are well and do not drain, by name. */
  public List<String> takers() {
    return others().stream().filter(id -> member.seemsAlive(id) && !wordOf(id).draining()).toList();
  }

  /** Makes changes, all or none, and only if the others have not taken the member's boards. */
  public CompletionStage<Void> transact(Member member, List<LedgerChange> changes) {
    List<LedgerChange> all = new ArrayList<>();
    all.add(member.stillMember());
    all.addAll(changes);
    return ledger.transact(all);
  }

  /** Deletes what the ledger has by this key, if it is still the same. */
  public void takeAway(LedgerEntry entry) {
    var unused = transact(member(), List.of(new LedgerChange.Delete(entry.key(), entry.version())));
  }

  /** Does it on the executor, soon; never once that ends. */
  public void later(Runnable task) {
    if (!executor().isShuttingDown()) {
      executor().execute(new LaterTask(task));
    }
  }
}
