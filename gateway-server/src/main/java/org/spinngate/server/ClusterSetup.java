package org.spinngate.server;

import java.time.Duration;
import java.util.function.Function;
import org.spinngate.server.cluster.Cluster;
import org.spinngate.server.cluster.Joining;
import org.spinngate.server.cluster.member.BeatTimes;
import org.spinngate.server.cluster.member.Clocks;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Machine;
import org.spinngate.server.cluster.member.MemberSettings;
import org.spinngate.server.command.BuildVersion;
import org.spinngate.server.config.ClusterSettings;
import org.spinngate.server.ledger.zookeeper.ZooKeeperLedger;

/** Wires one of several gateways; a gateway that stands alone never loads this class. */
final class ClusterSetup {
  private ClusterSetup() {}

  /** Begins to join the others. */
  static Cluster join(ClusterSettings settings, LeaseParts parts) {
    return Cluster.join(
        new Joining(
            new ZooKeeperLedger(settings.engine(), Keys.TOP),
            self(settings, parts),
            Clocks.system(),
            parts.loops().background()),
        new Cluster.Own(
            parts.boards(),
            journal -> parts.files().leases(journal, parts::limits, parts.clock()),
            parts.files().care(),
            () -> parts.limits().perUser(),
            () -> parts.config().get().restart().priority(),
            parts.sure()));
  }

  private static MemberSettings self(ClusterSettings settings, LeaseParts parts) {
    Function<Duration, BeatTimes> times =
        parts.environment().boards().times().orElse(BeatTimes::of);
    return new MemberSettings(
        settings.member().name(),
        ClusterSettings.text(settings.member().address()),
        BuildVersion.text(),
        Machine.here(parts.files().lock()),
        times.apply(settings.ttl()));
  }
}
