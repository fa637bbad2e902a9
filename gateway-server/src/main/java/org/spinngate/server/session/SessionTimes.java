package org.spinngate.server.session;

import java.time.Duration;

/**
 * How long a session may last.
 *
 * @param always who must always be told
 * @param ifWanted while somebody waits for the board
 * @param warning how long before an end by time the user is warned
 * @param grace how long a session waits for a client whose connection was lost; zero for not at all
 * @param notice between the notice and the end of a session whose permission is withdrawn
 */
public record SessionTimes(
    Span always, Span ifWanted, Duration warning, Duration grace, Duration notice) {

  /**
   * What of a session's time has a limit.
   *
   * @param idle the longest time without a datagram; zero for no limit
   * @param total the longest time from its beginning; zero for no limit
   */
  public record Span(Duration idle, Duration total) {}
}
