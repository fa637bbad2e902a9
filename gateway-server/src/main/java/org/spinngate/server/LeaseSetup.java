package org.spinngate.server;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import org.spinngate.server.access.LoginBans;
import org.spinngate.server.access.SharedBans;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.CareMemory;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.cluster.Cluster;
import org.spinngate.server.config.ClusterSettings;
import org.spinngate.server.lease.LeaseBook;
import org.spinngate.server.lease.LocalLeases;
import org.spinngate.server.operate.Operations;
import org.spinngate.server.order.OperatorOrders;
import org.spinngate.server.order.OrderTaker;
import org.spinngate.server.order.OtherGateways;
import org.spinngate.server.reload.ConfigDigest;

/**
 * Who has which board, and whether boards may be spoken to: as a gateway knows it that stands
 * alone, or together with others.
 */
final class LeaseSetup implements AutoCloseable {
  private final LeaseParts parts;
  private final LeaseBook book;
  private final SharedBans bans;
  private final Tenure tenure;

  /**
   * Asked whether it is there before anything is done with it: a reference to a method of a class
   * loads that class, and a gateway that stands alone loads none of those that several need.
   */
  private final Optional<Cluster> joined;

  private LeaseSetup(LeaseParts parts, LeaseBook book, Tenure tenure, Optional<Cluster> joined) {
    this.parts = parts;
    this.book = book;
    this.tenure = tenure;
    this.joined = joined;
    this.bans =
        new SharedBans(() -> parts.config().get().limits().logins().ban(), System::nanoTime);
    if (joined.isPresent()) {
      joined.get().share(bans);
    }
  }

  /** Bans of the other gateways, if there are any. */
  SharedBans bans() {
    return bans;
  }

  /**
   * All of them, as the operator sees them.
   *
   * @param users the names that may be shown
   */
  LoginBans bans(Supplier<? extends Collection<String>> users) {
    return new LoginBans(bans, users);
  }

  /** By what the configuration says; what it says later of this is not heeded. */
  static LeaseSetup of(LeaseParts parts) {
    Optional<ClusterSettings> several = parts.config().get().cluster();
    return several.map(settings -> oneOfSeveral(settings, parts)).orElseGet(() -> alone(parts));
  }

  private static LeaseSetup alone(LeaseParts parts) {
    LocalLeases local = parts.files().leases(parts::limits, parts.clock());
    local.keepBoards(
        parts.files().formerSessions(),
        parts.boards(),
        parts.config().get().restart().priority(),
        parts.loops().sessions().next());
    return new LeaseSetup(parts, local, Tenure.ALWAYS, Optional.empty());
  }

  private static LeaseSetup oneOfSeveral(ClusterSettings settings, LeaseParts parts) {
    Cluster joined = ClusterSetup.join(settings, parts);
    Tenure tenure = parts.environment().boards().guard().apply(joined.tenure());
    return new LeaseSetup(parts, joined.book(), tenure, Optional.of(joined));
  }

  LeaseBook book() {
    return book;
  }

  Tenure tenure() {
    return tenure;
  }

  /** What outlives this process of what was done to boards. */
  CareMemory care() {
    return joined.isPresent() ? joined.get().care() : parts.files().care();
  }

  /** Switches boards by the gateways that serve them, if there are others. */
  Optional<Operations.PowerControl> farPower(Operations.PowerControl here) {
    return joined.isPresent()
        ? Optional.of(joined.get().care().obey(parts.boards(), here::order)::order)
        : Optional.empty();
  }

  /** All gateways, if there are several. */
  Optional<Facility> facility() {
    return joined.isEmpty() ? Optional.empty() : joined.map(Cluster::facility);
  }

  /** From here on what the operator says is done, at this gateway and at the others. */
  OperatorOrders orders(OrderTaker here) {
    Optional<OtherGateways> others =
        joined.isEmpty()
            ? Optional.empty()
            : joined.map(cluster -> cluster.obey(here, parts.files()::forgetService));
    return new OperatorOrders(here, others);
  }

  /** This gateway ends before long: if there are others, they have its boards from here on. */
  void drains() {
    if (joined.isPresent()) {
      joined.get().drains();
    }
  }

  /** Whether another gateway may have what this one hands over. */
  boolean hasTakers() {
    return joined.isPresent() && joined.get().hasTakers();
  }

  /** These are the boards before long; nobody can have those that are new yet. */
  void expected(Collection<Board> next) {
    if (joined.isPresent()) {
      joined.get().expected(next);
    }
  }

  /** Boards are described anew. */
  void described() {
    if (joined.isPresent()) {
      joined.get().described(ConfigDigest.of(parts.config().get()));
    }
  }

  /** Leaves the other gateways, if there are any, after at most 10 s. */
  @Override
  public void close() {
    if (joined.isPresent()) {
      joined.get().close();
    }
  }
}
