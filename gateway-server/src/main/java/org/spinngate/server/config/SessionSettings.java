package org.spinngate.server.config;

import java.time.Duration;
import org.spinngate.server.config.rule.Rules;

/**
 * How long sessions live.
 *
 * @param resumeGrace how long a session waits for its lost client
 * @param usual when it ends
 * @param ifWanted the same while somebody waits for the board
 * @param idleWarning how long before the end of an idle one the user is warned
 * @param revokeNotice between the notice and the end of a session whose permission is withdrawn
 * @param maxPerUser most sessions of one user at a time
 * @param heartbeat how connections are watched; the server bears twice the silence of this deadline
 */
public record SessionSettings(
    Duration resumeGrace,
    Span usual,
    Span ifWanted,
    Duration idleWarning,
    Duration revokeNotice,
    int maxPerUser,
    HeartbeatTimes heartbeat) {

  /**
   * How long a session lasts.
   *
   * @param idleTimeout end of one without datagrams, zero for never
   * @param maxDuration end of every one, zero for never
   */
  public record Span(Duration idleTimeout, Duration maxDuration) {
    boolean leavesTimeFor(Duration warning) {
      return idleTimeout.isZero() || warning.compareTo(idleTimeout) < 0;
    }
  }

  /** Checks every range, and those that depend on each other. */
  public SessionSettings {
    Duration year = Duration.ofDays(366);
    new Rules()
        .between("resume-grace", resumeGrace, Duration.ZERO, Duration.ofHours(1))
        .between("idle-timeout", usual.idleTimeout(), Duration.ZERO, year)
        .between("idle-timeout-if-wanted", ifWanted.idleTimeout(), Duration.ZERO, year)
        .between("idle-warning", idleWarning, Duration.ZERO, year)
        .between("max-duration", usual.maxDuration(), Duration.ZERO, year)
        .between("max-duration-if-wanted", ifWanted.maxDuration(), Duration.ZERO, year)
        .between("revoke-notice", revokeNotice, Duration.ZERO, Duration.ofHours(1))
        .between("max-per-user", maxPerUser, 1, 1_000_000)
        .between("heartbeat", heartbeat.interval(), Duration.ofMillis(10), Duration.ofMinutes(5))
        .between(
            "heartbeat-deadline", heartbeat.deadline(), Duration.ofMillis(20), Duration.ofHours(1))
        .that(
            usual.leavesTimeFor(idleWarning),
            "idle-warning",
            "must be shorter than idle-timeout (" + Rules.text(usual.idleTimeout()) + ")")
        .that(
            ifWanted.leavesTimeFor(idleWarning),
            "idle-warning",
            "must be shorter than idle-timeout-if-wanted ("
                + Rules.text(ifWanted.idleTimeout())
                + ")")
        .that(
            heartbeat.deadline().compareTo(heartbeat.interval().multipliedBy(2)) > 0,
            "heartbeat-deadline",
            "must be longer than two heartbeats (" + Rules.text(heartbeat.interval()) + " each)")
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
