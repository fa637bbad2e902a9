package org.spinngate.server.config;

import org.spinngate.server.config.rule.Rules;

/**
 * How much may wait on its way to boards, of one user with all his sessions and of all users
 * together. Each datagram counts with 256 bytes besides its own, for what holds it.
 *
 * @param bootBytes bytes of all boot packets
 * @param waiting SCP datagrams
 */
public record QueueLimits(long bootBytes, Waiting waiting) {

  /**
   * SCP datagrams that wait.
   *
   * @param bytes of all of them
   * @param bytesOfUser of one user's, not above that
   */
  public record Waiting(long bytes, long bytesOfUser) {}

  /** What a client has under way at most, and half of it more. */
  private static final long BOOT_BYTES_OF_SESSION = 128 * 1024;

  private static final long LEAST = 64 * 1024;

  private static final long MOST = 1L << 40;

  /** Checks every range. */
  public QueueLimits {
    new Rules()
        .between("boot-bytes", bootBytes, 4 * BOOT_BYTES_OF_SESSION, MOST)
        .between("waiting-bytes-per-user", waiting.bytesOfUser(), LEAST, MOST)
        .between("waiting-bytes", waiting.bytes(), LEAST, MOST)
        .that(
            waiting.bytesOfUser() <= waiting.bytes(),
            "waiting-bytes-per-user",
            "must not be above waiting-bytes (" + waiting.bytes() + ")")
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
