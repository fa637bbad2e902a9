package org.spinngate.client.config;

/**
 * Everything that a session with a gateway needs to know.
 *
 * @param access the server and how to get in
 * @param board the board's name
 * @param waitSeconds for how long to queue for a board in use, as in {@link
 *     org.spinngate.protocol.Open#waitSeconds()}
 * @param local where applications find the board
 */
public record ClientSettings(
    ServerAccess access, String board, long waitSeconds, LocalSettings local)
    implements ConnectSettings {
  @Override
  public boolean waits() {
    return waitSeconds > 0;
  }
}
