package org.spinngate.server.config;

import java.time.Duration;

/**
 * How long sessions live.
 *
 * @param resumeGrace how long a session waits for its lost client
 * @param idleTimeout end of a session without datagrams, zero for never
 * @param idleTimeoutIfWanted the same while somebody waits for the board
 * @param idleWarning how long before that end the user is warned
 * @param maxDuration end of every session, zero for never
 * @param maxDurationIfWanted the same while somebody waits for the board
 * @param revokeNotice between the notice and the end of a session whose permission is withdrawn
 * @param maxPerUser most sessions of one user at a time
 * @param heartbeat time between two heartbeats, each way, while no application talks
 * @param heartbeatDeadline silence after which a client takes the server for dead, and half of what
 *     the server bears
 */
public record SessionSettings(
    Duration resumeGrace,
    Duration idleTimeout,
    Duration idleTimeoutIfWanted,
    Duration idleWarning,
    Duration maxDuration,
    Duration maxDurationIfWanted,
    Duration revokeNotice,
    int maxPerUser,
    Duration heartbeat,
    Duration heartbeatDeadline) {

  /** Checks every range, and those that depend on each other. */
  public SessionSettings {
    Duration year = Duration.ofDays(366);
    new Rules()
        .between("resume-grace", resumeGrace, Duration.ZERO, Duration.ofHours(1))
        .between("idle-timeout", idleTimeout, Duration.ZERO, year)
        .between("idle-timeout-if-wanted", idleTimeoutIfWanted, Duration.ZERO, year)
        .between("idle-warning", idleWarning, Duration.ZERO, year)
        .between("max-duration", maxDuration, Duration.ZERO, year)
        .between("max-duration-if-wanted", maxDurationIfWanted, Duration.ZERO, year)
        .between("revoke-notice", revokeNotice, Duration.ZERO, Duration.ofHours(1))
        .between("max-per-user", maxPerUser, 1, 1_000_000)
        .between("heartbeat", heartbeat, Duration.ofMillis(10), Duration.ofMinutes(5))
        .between(
            "heartbeat-deadline", heartbeatDeadline, Duration.ofMillis(20), Duration.ofHours(1))
        .that(
            idleTimeout.isZero() || idleWarning.compareTo(idleTimeout) < 0,
            "idle-warning",
            "must be shorter than idle-timeout (" + Rules.text(idleTimeout) + ")")
        .that(
            idleTimeoutIfWanted.isZero() || idleWarning.compareTo(idleTimeoutIfWanted) < 0,
            "idle-warning",
            "must be shorter than idle-timeout-if-wanted (" + Rules.text(idleTimeoutIfWanted) + ")")
        .that(
            heartbeatDeadline.compareTo(heartbeat.multipliedBy(2)) > 0,
            "heartbeat-deadline",
            "must be longer than two heartbeats (" + Rules.text(heartbeat) + " each)")
        .hold();
  }

  /**
   * Most logged-in connections of one user: for each session the present one and one that is not
   * yet known to be lost, and some for questions.
   */
  public int connectionsPerUser() {
    return 2 * maxPerUser + 8;
  }
}
