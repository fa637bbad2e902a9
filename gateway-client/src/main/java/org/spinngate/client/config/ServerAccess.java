package org.spinngate.client.config;

/**
 * The server and how to get in.
 *
 * @param server where it listens
 * @param credential who asks
 * @param trust how the server's identity is checked
 * @param carrier what carries datagrams there
 */
public record ServerAccess(
    ServerAddress server, UserToken credential, Trust trust, CarrierWish carrier) {
  /** With whatever carrier works. */
  public ServerAccess(ServerAddress server, UserToken credential, Trust trust) {
    this(server, credential, trust, CarrierWish.AUTO);
  }
}
