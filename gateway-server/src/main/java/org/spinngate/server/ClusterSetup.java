package org.spinngate.server;

import java.net.InetSocketAddress;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.cluster.Cluster;
import org.spinngate.server.cluster.Joining;
import org.spinngate.server.cluster.member.BeatTimes;
import org.spinngate.server.cluster.member.Clocks;
import org.spinngate.server.cluster.member.Machine;
import org.spinngate.server.cluster.member.MemberSettings;
import org.spinngate.server.command.BuildVersion;
import org.spinngate.server.config.ClusterSettings;
import org.spinngate.server.lease.LeaseBook;
import org.spinngate.server.ledger.zookeeper.ZooKeeperLedger;

/** One of several gateways, wired; a gateway that stands alone never loads this class. */
final class ClusterSetup implements AutoCloseable {
  private final Cluster cluster;

  ClusterSetup(ClusterSettings settings, LeaseParts parts) {
    MemberSettings self =
        new MemberSettings(
            settings.member().name(),
            address(settings.member().address()),
            BuildVersion.text(),
            Machine.here(parts.files().lock()),
            BeatTimes.of(settings.ttl()));
    this.cluster =
        Cluster.join(
            new Joining(
                new ZooKeeperLedger(settings.engine(), Cluster.TOP),
                self,
                Clocks.system(),
                parts.loops().background()),
            new Cluster.Own(
                parts.boards(),
                journal -> parts.files().leases(journal, parts::limits, parts.clock()),
                () -> parts.limits().perUser(),
                () -> parts.config().get().restart().priority(),
                parts.sure()));
  }

  private static String address(InetSocketAddress told) {
    String host = told.getHostString();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + told.getPort();
  }

  LeaseBook book() {
    return cluster.book();
  }

  Facility facility() {
    return cluster.facility();
  }

  Tenure tenure() {
    return cluster.tenure();
  }

  @Override
  public void close() {
    cluster.close();
  }
}
