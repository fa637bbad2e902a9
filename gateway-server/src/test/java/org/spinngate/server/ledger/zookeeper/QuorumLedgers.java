package org.spinngate.server.ledger.zookeeper;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spinngate.server.config.ClusterSettings.Engine;
import org.spinngate.server.ledger.Ledger;

/**
 * Ledgers onto a quorum for the tests of a class, each by a way of its own that can be cut. One
 * that is well at the end of a test is used by the next.
 *
 * <p>Not thread-safe.
 */
public final class QuorumLedgers implements AutoCloseable {
  private static final String CHROOT = "/spinngate/test";

  private final EmbeddedQuorum quorum;
  private final String here;
  private final List<String> top;
  private final Deque<Ledger> well = new ArrayDeque<>();
  private final Map<Ledger, Ways> ways = new LinkedHashMap<>();

  /**
   * @param quorum runs, and is closed with this
   * @param here the address that ways begin at
   * @param top the keys that each ledger begins with
   */
  public QuorumLedgers(EmbeddedQuorum quorum, String here, List<String> top) {
    this.quorum = quorum;
    this.here = here;
    this.top = List.copyOf(top);
  }

  EmbeddedQuorum quorum() {
    return quorum;
  }

  /** One that is well, or is connected soon. */
  public Ledger open() {
    return well.isEmpty() ? opened() : well.remove();
  }

  private Ledger opened() {
    Ways way = new Ways(here, quorum.addresses());
    Engine engine = new Engine(way.addresses(), CHROOT, Optional.empty());
    Ledger ledger = new ZooKeeperLedger(engine, top);
    ways.put(ledger, way);
    return ledger;
  }

  /** A test needs it no more. */
  public void leave(Ledger done) {
    if (done.connected()) {
      well.add(done);
    } else {
      done.close();
    }
  }

  /** Takes its way to the quorum. */
  public void cut(Ledger ledger) {
    wayOf(ledger).cut();
  }

  /** Gives it back. */
  public void mend(Ledger ledger) {
    wayOf(ledger).mend();
  }

  private Ways wayOf(Ledger ledger) {
    return Optional.ofNullable(ways.get(ledger)).orElseThrow();
  }

  @Override
  public void close() {
    ways.forEach(
        (ledger, way) -> {
          ledger.close();
          way.close();
        });
    quorum.close();
  }
}
