package org.spinngate.server.config;

/**
 * How much may wait on its way to boards, of one user with all his sessions and of all users
 * together. Each datagram counts with 256 bytes besides its own, for what holds it.
 *
 * @param bootBytesOfUser bytes of one user's boot packets
 * @param bootBytes bytes of all boot packets
 * @param waitingBytesOfUser bytes of one user's SCP datagrams
 * @param waitingBytes bytes of all SCP datagrams
 */
public record QueueLimits(
    long bootBytesOfUser, long bootBytes, long waitingBytesOfUser, long waitingBytes) {
  /** A whole boot has room. */
  private static final long LEAST = 64 * 1024;

  private static final long MOST = 1L << 40;

  /** Checks every range. */
  public QueueLimits {
    new Rules()
        .between("boot-bytes-per-user", bootBytesOfUser, LEAST, MOST)
        .between("boot-bytes", bootBytes, LEAST, MOST)
        .between("waiting-bytes-per-user", waitingBytesOfUser, LEAST, MOST)
        .between("waiting-bytes", waitingBytes, LEAST, MOST)
        .that(
            bootBytesOfUser <= bootBytes,
            "boot-bytes-per-user",
            "must not be above boot-bytes (" + bootBytes + ")")
        .that(
            waitingBytesOfUser <= waitingBytes,
            "waiting-bytes-per-user",
            "must not be above waiting-bytes (" + waitingBytes + ")")
        .hold();
  }
}
