package org.spinngate.server.session;

import java.time.Instant;
import java.util.Optional;
import org.spinngate.protocol.PathReport;
import org.spinngate.server.usage.Traffic;

/**
 * One session as the session table shows it: a snapshot, at most a second old.
 *
 * @param who has what, under which name
 * @param access {@code exclusive} or {@code shared}
 * @param client its side
 * @param flows how many flows are open
 * @param traffic the counters
 * @param since when the session began
 */
public record SessionRow(
    Who who, String access, Client client, int flows, Traffic.Snapshot traffic, Instant since) {

  /**
   * Who has what.
   *
   * @param session its name, eight hexadecimal digits
   * @param user whose it is
   * @param board what it has
   */
  public record Who(String session, String user, String board) {}

  /**
   * The client and the way to it.
   *
   * @param state {@code attached} while a tunnel is there, {@code detached} while one is waited for
   * @param peer where the client is
   * @param path how the datagrams travel
   * @param roundTripNanos the latest round trip of the tunnel in nanoseconds, -1 if unknown
   * @param keptUntil until when a client that is away may come back; empty if it is there
   */
  public record Client(
      String state,
      String peer,
      PathReport path,
      long roundTripNanos,
      Optional<Instant> keptUntil) {}

  static SessionRow of(
      SessionLabel label,
      Instant since,
      ClientAttachment attachment,
      int flows,
      Traffic.Snapshot traffic) {
    return new SessionRow(
        new SessionRow.Who(label.id().toString(), label.user(), label.board().name()),
        label.board().lease().access(),
        new SessionRow.Client(
            attachment.label(),
            attachment.peer(),
            attachment.path(),
            attachment.roundTripNanos(),
            attachment.keptUntil()),
        flows,
        traffic,
        since);
  }

  /** Whether all that changes without anybody's saying so, but traffic, is still as it is here. */
  boolean shows(int openFlows, long latestRoundTripNanos) {
    return flows == openFlows && client.roundTripNanos == latestRoundTripNanos;
  }
}
