package org.spinngate.server.usage;

import org.spinngate.protocol.Carrier;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ResendCounts;

/**
 * What sessions tell the metrics. It is told once a second and at turning points, never for a
 * datagram, and always by the name of a board, never of a user or session.
 *
 * <p>Implementations are thread-safe: sessions call from their event loops.
 */
public interface SessionMeter {
  /** A session has begun. */
  void opened(String board);

  /** The client of a session is back, by another connection. */
  void resumed(String board);

  /** A session has ended. */
  void ended(String board, CloseCause cause);

  /**
   * Datagrams have passed or were dropped.
   *
   * @param carrier what carries the session at present
   * @param since what is new since the last call
   */
  void moved(String board, Carrier carrier, Traffic.Snapshot since);

  /**
   * Packets by UDP were asked for, or sent again because a client asked.
   *
   * @param since what is new since the last call
   */
  void resent(ResendCounts since);

  /** A boot is over: every packet has left for the board, or the sender stopped before. */
  void booted(String board, boolean complete);

  /**
   * The board has answered requests; the tally is the caller's and is cleared after the call.
   *
   * @param answers how long the board took, each
   */
  void answered(String board, RoundTrips answers);

  /** The tunnel's round trip was measured. */
  void tunnelRoundTrip(long nanos);
}
