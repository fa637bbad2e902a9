package org.spinngate.server.cluster.member;

import java.time.Duration;
import java.util.Optional;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.ledger.LedgerChange;

/** This gateway before it has joined the others: it may do nothing. */
public record Outsider() implements Member {
  @Override
  public String id() {
    return "";
  }

  @Override
  public Tenure tenure() {
    return () -> false;
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
    return new LedgerChange.Require(Keys.GATEWAYS + "/-", 0);
  }

  @Override
  public boolean isMember(String gateway) {
    return false;
  }

  @Override
  public boolean seemsAlive(String gateway) {
    return false;
  }

  @Override
  public Optional<Duration> silence(String gateway) {
    return Optional.empty();
  }

  @Override
  public Optional<String> addressOf(String gateway) {
    return Optional.empty();
  }
}
