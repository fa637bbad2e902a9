package org.spinngate.server.tag;

import java.net.InetAddress;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;
import org.spinngate.protocol.tag.TagHolder;
import org.spinngate.protocol.tag.TagLedger;

/**
 * The IP tags of one board: who has set which, and what the operator allows at present.
 *
 * <p>Thread-safe.
 */
public final class BoardTags {
  private final TagLedger ledger = new TagLedger();

  /** By the targets at which the board reaches flows, whose they are. */
  private final Map<Long, TagHolder> reached = new ConcurrentHashMap<>();

  private final AtomicReference<TagRules> rules = new AtomicReference<>(TagRules.USUAL);
  private final AtomicReference<Set<InetAddress>> closed = new AtomicReference<>(Set.of());
  private final AtomicReference<IntPredicate> reach = new AtomicReference<>(port -> true);

  /** Who has set which. */
  public TagLedger ledger() {
    return ledger;
  }

  /** From now on the board reaches a flow of a session there. */
  void reaches(long target, TagHolder session) {
    reached.put(target, session);
  }

  /** It does so no longer. */
  void reachesNoLonger(long target, TagHolder session) {
    reached.remove(target, session);
  }

  /** Whether the board reaches a flow of another session there. */
  boolean isOfAnother(long target, TagHolder session) {
    TagHolder holder = reached.get(target);
    return holder != null && holder != session;
  }

  /** What holds for a request that comes now. */
  public TagRules rules() {
    return Objects.requireNonNull(rules.get(), "there from the beginning");
  }

  /** Whether a reverse tag may open a way to a UDP port at the board's address. */
  boolean reaches(int port) {
    return Objects.requireNonNull(reach.get(), "there from the beginning").test(port);
  }

  /**
   * From now on reverse tags open a way to no other ports.
   *
   * @param ports those at the board's address that nobody else has; asked from any thread
   */
  public void reachOnly(IntPredicate ports) {
    reach.set(ports);
  }

  /** From now on no tag may aim at these hosts, even if the rules allow it. */
  public void close(Set<InetAddress> hosts) {
    closed.set(Set.copyOf(hosts));
  }

  /** Whether no tag may aim at a host. */
  boolean isClosed(InetAddress host) {
    return Objects.requireNonNull(closed.get(), "there from the beginning").contains(host);
  }

  /** From now on these hold, also in sessions that are open. */
  public void follow(TagRules next) {
    rules.set(next);
  }
}
