package org.spinngate.server.config;

import org.spinngate.server.config.rule.Rules;

/**
 * How much may wait, on its way to boards and back. Towards boards each datagram counts with 256
 * bytes besides its own, for what holds it.
 *
 * @param bootBytes bytes of all boot packets
 * @param boards SCP datagrams on their way to boards, of one user with all his sessions and of all
 *     users together
 * @param lines SCP datagrams that wait for the line to a client, of one session and of all
 */
public record QueueLimits(long bootBytes, Bound boards, Bound lines) {

  /**
   * Of SCP datagrams that wait.
   *
   * @param bytes of all of them
   * @param bytesOfOne of one user's or session's, not above that
   */
  public record Bound(long bytes, long bytesOfOne) {}

  /** What a client has under way at most, and half of it more. */
  private static final long BOOT_BYTES_OF_SESSION = 128 * 1024;

  private static final long LEAST = 64 * 1024;

  private static final long MOST = 1L << 40;

  /** Checks every range. */
  public QueueLimits {
    new Rules()
        .between("boot-bytes", bootBytes, 4 * BOOT_BYTES_OF_SESSION, MOST)
        .between("waiting-bytes-per-user", boards.bytesOfOne(), LEAST, MOST)
        .between("waiting-bytes", boards.bytes(), LEAST, MOST)
        .between("line-bytes-per-session", lines.bytesOfOne(), LEAST, MOST)
        .between("line-bytes", lines.bytes(), LEAST, MOST)
        .that(
            boards.bytesOfOne() <= boards.bytes(),
            "waiting-bytes-per-user",
            "must not be above waiting-bytes (" + boards.bytes() + ")")
        .that(
            lines.bytesOfOne() <= lines.bytes(),
            "line-bytes-per-session",
            "must not be above line-bytes (" + lines.bytes() + ")")
        .hold();
  }

  /**
   * The bytes of one user's boot packets: enough for boots in all sessions that he may have, and
   * never more than half of what there is.
   */
  public long bootBytesOfUser(int sessions) {
    return Math.min(bootBytes / 2, sessions * BOOT_BYTES_OF_SESSION);
  }
}
