package org.spinngate.client.config;

/**
 * Everything that a session with a gateway needs to know.
 *
 * @param access the server and how to get in
 * @param board the board's name
 * @param waitSeconds for how long to queue for a board in use, as in {@link
 *     org.spinngate.protocol.Open#waitSeconds()}
 * @param local where applications find the board
 * @param oneOfSeveral whether the same client holds other boards meanwhile
 */
public record ClientSettings(
    ServerAccess access, String board, long waitSeconds, LocalSettings local, boolean oneOfSeveral)
    implements ConnectSettings {
  /** A board alone. */
  public ClientSettings(ServerAccess access, String board, long waitSeconds, LocalSettings local) {
    this(access, board, waitSeconds, local, false);
  }

  @Override
  public boolean waits() {
    return waitSeconds > 0;
  }

  /**
   * For how long to queue again for a board that an outage has given to somebody else; 0 for no
   * longer than a lost session of our own may hold it. Who holds other boards meanwhile does not
   * wait longer: that other may be waiting for one of those.
   */
  public long waitAgainSeconds() {
    return oneOfSeveral ? 0 : waitSeconds;
  }
}
