package org.spinngate.protocol;

/** The two UDP services of a board (domain: SCP/SDP on 17893, boot on 54321). */
public enum Service {
  /** SCP and SDP: requests and replies of at most 282 bytes, live output, lossy by nature. */
  SCP(17893),
  /** Boot: one-way, in order, paced, and of no use if a single datagram is lost. */
  BOOT(54321);

  private final int standardPort;

  Service(int standardPort) {
    this.standardPort = standardPort;
  }

  /** The UDP port that every board and every tool uses unless told otherwise. */
  public int standardPort() {
    return standardPort;
  }
}
