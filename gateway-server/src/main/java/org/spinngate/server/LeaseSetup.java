package org.spinngate.server;

import java.util.Optional;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.cluster.Cluster;
import org.spinngate.server.config.ClusterSettings;
import org.spinngate.server.lease.LeaseBook;
import org.spinngate.server.lease.LocalLeases;

/**
 * Who has which board, and whether boards may be spoken to: as a gateway knows it that stands
 * alone, or together with others.
 */
final class LeaseSetup implements AutoCloseable {
  private final LeaseBook book;
  private final Tenure tenure;
  private final Optional<Facility> facility;
  private final Runnable leave;

  private LeaseSetup(LeaseBook book, Tenure tenure, Optional<Facility> facility, Runnable leave) {
    this.book = book;
    this.tenure = tenure;
    this.facility = facility;
    this.leave = leave;
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
    return new LeaseSetup(local, Tenure.ALWAYS, Optional.empty(), () -> {});
  }

  private static LeaseSetup oneOfSeveral(ClusterSettings settings, LeaseParts parts) {
    Cluster joined = ClusterSetup.join(settings, parts);
    return new LeaseSetup(
        joined.book(),
        parts.environment().boards().guard().apply(joined.tenure()),
        Optional.of(joined.facility()),
        joined::close);
  }

  LeaseBook book() {
    return book;
  }

  Tenure tenure() {
    return tenure;
  }

  /** All gateways, if there are several. */
  Optional<Facility> facility() {
    return facility;
  }

  /** Leaves the other gateways, if there are any, after at most 10 s. */
  @Override
  public void close() {
    leave.run();
  }
}
