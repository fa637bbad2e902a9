package org.spinngate.client.config;

/**
 * The one board of an old server.
 *
 * @param server where it is
 * @param local where applications find the board
 */
public record LegacyServerSettings(LegacyServer server, LocalSettings local)
    implements ConnectSettings {
  /** An old server's board has no name, so it has the server's. */
  @Override
  public String board() {
    return server.host();
  }

  /** Never: an old server has no queue. */
  @Override
  public boolean waits() {
    return false;
  }
}
