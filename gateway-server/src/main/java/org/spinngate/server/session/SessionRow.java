package org.spinngate.server.session;

import java.time.Instant;
import java.util.Optional;
import org.spinngate.protocol.PathReport;
import org.spinngate.server.usage.Traffic;

/**
 * One session as the session table shows it: a snapshot, at most a second old.
 *
 * @param session its name, eight hexadecimal digits
 * @param user whose it is
 * @param board what it has
 * @param access {@code exclusive} or {@code shared}
 * @param state {@code attached} while a tunnel is there, {@code detached} while one is waited for
 * @param peer where the client is
 * @param path how the datagrams travel
 * @param flows how many flows are open
 * @param traffic the counters
 * @param roundTripNanos the latest round trip of the tunnel in nanoseconds, -1 if unknown
 * @param since when the session began
 * @param keptUntil until when a client that is away may come back; empty if it is there
 */
public record SessionRow(
    String session,
    String user,
    String board,
    String access,
    String state,
    String peer,
    PathReport path,
    int flows,
    Traffic.Snapshot traffic,
    long roundTripNanos,
    Instant since,
    Optional<Instant> keptUntil) {

  static SessionRow of(
      SessionLabel label,
      Instant since,
      ClientAttachment attachment,
      int flows,
      Traffic.Snapshot traffic) {
    return new SessionRow(
        label.id().toString(),
        label.user(),
        label.board().name(),
        label.board().lease().access(),
        attachment.label(),
        attachment.peer(),
        attachment.path(),
        flows,
        traffic,
        attachment.roundTripNanos(),
        since,
        attachment.keptUntil());
  }

  /** Whether all that changes without anybody's saying so, but traffic, is still as it is here. */
  boolean shows(int openFlows, long latestRoundTripNanos) {
    return flows == openFlows && roundTripNanos == latestRoundTripNanos;
  }
}
