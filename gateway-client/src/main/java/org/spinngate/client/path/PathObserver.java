package org.spinngate.client.path;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.Carrier;
import org.spinngate.protocol.PathReport;
import org.spinngate.protocol.ResendCounts;
import org.spinngate.protocol.Tunnel;

/**
 * Knows the way to the server, whichever connection and carrier it has. Round trip and loss are
 * asked of the tunnel of the present connection, which measures them by its heartbeat or by what
 * its packets are asked; of a connection that is over its last measures are kept.
 *
 * <p>Confined to the one event loop.
 */
public final class PathObserver {
  private static final Logger LOG = LoggerFactory.getLogger(PathObserver.class);

  private final LongSupplier nanoTime;
  private @Nullable Tunnel tunnel;
  private @Nullable PathReport latest;
  private long changedAt;

  /**
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public PathObserver(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** A connection is up, in place of the one before if there still is one. */
  public void up(Tunnel next) {
    tunnel = next;
    changed(next.report());
  }

  /** A connection is over, which matters if it is the present one. Its carriers still report. */
  public void down(Tunnel over) {
    if (over == tunnel) {
      changed(over.report());
      tunnel = null;
      tellResends(over.report().resends());
    }
  }

  /** The datagrams of a connection may go by another carrier from here on. */
  public void chosen(Tunnel by) {
    PathReport report = by.report();
    if (by == tunnel && !isBy(report.carrier())) {
      LOG.debug("SCP datagrams go by {}", report.carrier().label());
      changed(report);
    }
  }

  private static void tellResends(ResendCounts resends) {
    if (!resends.equals(ResendCounts.NONE)) {
      LOG.debug(
          "of packets by UDP: asked for {}, of which {} came and {} were given up; resent {}",
          resends.asked(),
          resends.recovered(),
          resends.givenUp(),
          resends.resent());
    }
  }

  private boolean isBy(Carrier carrier) {
    return latest != null && latest.carrier() == carrier;
  }

  private void changed(PathReport report) {
    latest = report;
    changedAt = nanoTime.getAsLong();
  }

  /** What is known now; nothing before the first connection is up. */
  public Optional<PathSnapshot> snapshot() {
    Tunnel present = tunnel;
    PathReport report = present == null ? latest : present.report();
    Duration age = Duration.ofNanos(nanoTime.getAsLong() - changedAt);
    return Optional.ofNullable(report).map(known -> PathSnapshot.of(known, present != null, age));
  }
}
