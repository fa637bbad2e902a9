package org.spinngate.client.dial;

import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.config.UserToken;

/**
 * One server that may be dialled.
 *
 * @param address where it listens
 * @param name that its certificate must bear, unless a pin is its identity: always one that the
 *     user gave, and never one that the network said
 * @param credential who asks
 */
public record Gateway(ServerAddress address, String name, UserToken credential) {
  /** The one that the user asks first. */
  public static Gateway firstOf(ServerAccess access) {
    return of(access.server(), access);
  }

  static Gateway of(ServerAddress server, ServerAccess access) {
    return new Gateway(server, server.host(), access.credential());
  }

  /** One at an address that this one has named; it must prove to be what this one is. */
  Gateway at(ServerAddress other) {
    return new Gateway(other, name, credential);
  }
}
