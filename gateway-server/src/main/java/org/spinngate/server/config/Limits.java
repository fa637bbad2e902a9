package org.spinngate.server.config;

import java.time.Duration;
import org.spinngate.server.config.rule.Rules;

/**
 * What the server gives to everybody together and to strangers.
 *
 * @param connections at a time, of all and of one address
 * @param pending connections that are not logged in
 * @param sessions most sessions at a time
 * @param rate of SCP datagrams of one session
 * @param flows of all sessions and of one
 * @param bootQueue most boot packets of one session that wait for their turn
 * @param queues how much may wait for boards and for the lines to clients
 * @param logins what becomes of those who fail to log in
 */
public record Limits(
    SharedLimit connections,
    Pending pending,
    int sessions,
    Rate rate,
    SharedLimit flows,
    int bootQueue,
    QueueLimits queues,
    LoginLimits logins) {

  /**
   * Connections on their way to a login.
   *
   * @param most at a time
   * @param deadline from the connection until the complete login
   */
  public record Pending(int most, Duration deadline) {}

  /**
   * In a second; 0 for no limit.
   *
   * @param datagrams how many
   * @param bytes of all of them
   */
  public record Rate(int datagrams, long bytes) {}

  private static final long MOST_BYTES = 1L << 40;

  /** Checks every range, and those that depend on each other. */
  public Limits {
    new Rules()
        .between("connections", connections.most(), 1, 1_000_000)
        .between("connections-per-address", connections.mostOfOne(), 1, 1_000_000)
        .between("pending-logins", pending.most(), 1, 1_000_000)
        .between(
            "login-deadline", pending.deadline(), Duration.ofMillis(100), Duration.ofMinutes(5))
        .between("sessions", sessions, 1, 1_000_000)
        .between("session-datagrams", rate.datagrams(), 0, 10_000_000)
        .between("session-bytes", rate.bytes(), 0, MOST_BYTES)
        .between("flows-per-session", flows.mostOfOne(), 1, 65_535)
        .between("flows", flows.most(), 1, 1_000_000)
        .between("boot-queue", bootQueue, 34, 65_535)
        .that(
            connections.mostOfOne() <= connections.most(),
            "connections-per-address",
            "must not be above connections (" + connections.most() + ")")
        .that(
            flows.mostOfOne() <= flows.most(),
            "flows-per-session",
            "must not be above flows (" + flows.most() + "), which counts all sessions")
        .hold();
  }
}
