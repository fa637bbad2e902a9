package org.spinngate.server.session;

import java.util.Map;
import java.util.Optional;
import org.spinngate.protocol.DropReason;
import org.spinngate.server.usage.Traffic;

/**
 * The exact numbers behind a row of the session table, which shows them in a few characters.
 *
 * @param user whose session it is
 * @param board what it has
 * @param flows how many are open
 * @param datagramsToBoard handed to the board LAN
 * @param bytesToBoard their bytes
 * @param datagramsToClient handed to the tunnel
 * @param bytesToClient their bytes
 * @param drops by reason
 */
public record CountedSession(
    String user,
    String board,
    int flows,
    long datagramsToBoard,
    long bytesToBoard,
    long datagramsToClient,
    long bytesToClient,
    Map<DropReason, Long> drops) {

  /** The session of this name, at most a second old. */
  public static Optional<CountedSession> of(SessionTable table, String session) {
    return table.rows().stream()
        .filter(row -> row.who().session().equals(session))
        .findFirst()
        .map(CountedSession::of);
  }

  private static CountedSession of(SessionRow row) {
    Traffic.Snapshot traffic = row.traffic();
    return new CountedSession(
        row.who().user(),
        row.who().board(),
        row.flows(),
        traffic.datagramsToBoard(),
        traffic.bytesToBoard(),
        traffic.datagramsToClient(),
        traffic.bytesToClient(),
        traffic.drops());
  }
}
