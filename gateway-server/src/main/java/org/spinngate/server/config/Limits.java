package org.spinngate.server.config;

import java.time.Duration;

/**
 * What the server gives to everybody together and to strangers.
 *
 * @param connections most connections at a time
 * @param connectionsPerAddress most connections at a time from one address
 * @param pendingLogins most connections at a time that are not logged in
 * @param loginDeadline from the connection until the complete login
 * @param sessions most sessions at a time
 * @param sessionDatagrams most SCP datagrams of one session in a second, 0 for no limit
 * @param sessionBytes most bytes of SCP datagrams of one session in a second, 0 for no limit
 * @param flowsPerSession most flows of one session
 * @param flows most flows of all sessions
 * @param bootQueue most boot packets of one session that wait for their turn
 * @param queues how much may wait for boards
 * @param logins what becomes of those who fail to log in
 */
public record Limits(
    int connections,
    int connectionsPerAddress,
    int pendingLogins,
    Duration loginDeadline,
    int sessions,
    int sessionDatagrams,
    long sessionBytes,
    int flowsPerSession,
    int flows,
    int bootQueue,
    QueueLimits queues,
    LoginLimits logins) {

  private static final long MOST_BYTES = 1L << 40;

  /** Checks every range, and those that depend on each other. */
  public Limits {
    new Rules()
        .between("connections", connections, 1, 1_000_000)
        .between("connections-per-address", connectionsPerAddress, 1, 1_000_000)
        .between("pending-logins", pendingLogins, 1, 1_000_000)
        .between("login-deadline", loginDeadline, Duration.ofMillis(100), Duration.ofMinutes(5))
        .between("sessions", sessions, 1, 1_000_000)
        .between("session-datagrams", sessionDatagrams, 0, 10_000_000)
        .between("session-bytes", sessionBytes, 0, MOST_BYTES)
        .between("flows-per-session", flowsPerSession, 1, 65_535)
        .between("flows", flows, 1, 1_000_000)
        .between("boot-queue", bootQueue, 34, 65_535)
        .that(
            connectionsPerAddress <= connections,
            "connections-per-address",
            "must not be above connections (" + connections + ")")
        .that(
            flowsPerSession <= flows,
            "flows-per-session",
            "must not be above flows (" + flows + "), which counts all sessions")
        .hold();
  }
}
