package org.spinngate.client.config;

import java.util.Locale;

/** Where the client may deliver what an IP tag with an address of its own aims at. */
public enum TagTargets {
  /** This machine alone. */
  LOCAL,
  /** Any host that this machine reaches. */
  ANY;

  /**
   * Reads one of the two words.
   *
   * @throws IllegalArgumentException with a reason for people
   */
  static TagTargets of(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "local" -> LOCAL;
      case "any" -> ANY;
      default -> throw new IllegalArgumentException("'" + text + "' is none of local and any");
    };
  }
}
