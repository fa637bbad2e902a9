package org.spinngate.server.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spinngate.protocol.Holder;

/** Notes what it is told, in words. */
final class FakeClaimant implements Claimant {
  static final Instant SINCE = Instant.parse("2026-01-01T14:02:00Z");

  private final String name;
  private final Lease lease;
  private final List<String> news = new ArrayList<>();
  private Runnable whenMoved = () -> {};

  FakeClaimant(String name, Lease lease) {
    this.name = name;
    this.lease = lease;
  }

  /** The news since the last time. */
  List<String> news() {
    List<String> fresh = List.copyOf(news);
    news.clear();
    return fresh;
  }

  void whenMoved(Runnable action) {
    whenMoved = action;
  }

  @Override
  public String account() {
    return name;
  }

  @Override
  public Holder describe() {
    return new Holder(name, SINCE, Duration.ZERO);
  }

  @Override
  public void granted() {
    news.add("granted");
  }

  @Override
  public void moved() {
    whenMoved.run();
    Optional<Holder> holder = lease.holder();
    news.add(lease.place(this) + " behind " + holder.map(Holder::user).orElse("nobody"));
  }

  @Override
  public void questioned() {
    news.add("questioned");
  }
}
