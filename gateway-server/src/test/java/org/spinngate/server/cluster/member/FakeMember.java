package org.spinngate.server.cluster.member;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.ledger.Ledger;
import org.spinngate.server.ledger.LedgerChange;

/** A member of which the test says how it is, with a key in the ledger. */
public final class FakeMember implements Member {
  private final Ledger ledger;
  private final String id;
  private final Set<String> silent = new HashSet<>();
  private final Set<String> unknown = new HashSet<>();
  private boolean sure = true;

  /** It has joined the others. */
  public FakeMember(Ledger ledger, String id) {
    this.ledger = ledger;
    this.id = id;
    ledger.transact(List.of(new LedgerChange.Create(Keys.gateway(id), description(id))));
  }

  private static String description(String id) {
    return Fields.with("name", id)
        .and("address", id + ".example.org:17894")
        .and("state", "up")
        .and("build", "1.2")
        .text();
  }

  /** It says of itself with its beats that it is about to end. */
  public void drains() {
    ledger.transact(
        List.of(
            new LedgerChange.Create(
                Keys.beat(id), Fields.with("number", 1).and("state", "draining").text())));
  }

  /** The others have taken its boards, or it has left. */
  public void end() {
    ledger.transact(List.of(new LedgerChange.Delete(Keys.gateway(id), 0)));
  }

  /** Whether it may speak to boards. */
  public void sure(boolean now) {
    sure = now;
  }

  /** Another one has joined a moment ago, of which it does not know yet. */
  public void doesNotKnow(String gateway) {
    unknown.add(gateway);
  }

  /** It has not heard another one for a while. */
  public void hearsNothingOf(String gateway) {
    silent.add(gateway);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Tenure tenure() {
    return () -> sure;
  }

  @Override
  public Duration safeFor() {
    return Duration.ZERO;
  }

  @Override
  public boolean beats(Duration late) {
    return true;
  }

  @Override
  public LedgerChange stillMember() {
    return new LedgerChange.Require(Keys.gateway(id), 0);
  }

  @Override
  public boolean isMember(String gateway) {
    return !unknown.contains(gateway) && ledger.find(Keys.gateway(gateway)).isPresent();
  }

  @Override
  public boolean seemsAlive(String gateway) {
    return !silent.contains(gateway);
  }

  @Override
  public Optional<Duration> silence(String gateway) {
    return Optional.of(Duration.ofSeconds(silent.contains(gateway) ? 12 : 0));
  }

  @Override
  public Optional<String> addressOf(String gateway) {
    return Optional.of(gateway + ".example.org:17894");
  }
}
