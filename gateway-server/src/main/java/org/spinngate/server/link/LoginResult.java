package org.spinngate.server.link;

import java.util.Locale;

/** What became of somebody who wanted to come in. */
public enum LoginResult {
  /** Let in. */
  ACCEPTED,
  /** Unknown or expired user, or a wrong token. */
  CREDENTIALS,
  /** From an address with too many failures; not looked at. */
  BANNED,
  /** No protocol version in common. */
  VERSION,
  /** Not complete within the deadline. */
  TIMEOUT,
  /** Ended, or failed, before the end of its TLS handshake. */
  HANDSHAKE,
  /** More connections or logins at once than there may be. */
  OVERLOADED;

  /** The one word for logs and metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
