package org.spinngate.client.config;

/** What a user wants to have on this machine: a board of a gateway, or an old server's. */
public sealed interface ConnectSettings permits ClientSettings, LegacyServerSettings {
  /** What the board is called in messages. */
  String board();

  /** Where applications find the board. */
  LocalSettings local();

  /** Whether to queue for a board in use. */
  boolean waits();
}
