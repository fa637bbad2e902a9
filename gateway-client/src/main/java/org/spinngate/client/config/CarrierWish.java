package org.spinngate.client.config;

import java.util.Locale;

/** Which carrier the user wants for SCP datagrams. */
public enum CarrierWish {
  /** Sealed packets while they prove themselves, the stream otherwise. */
  AUTO,
  /** The stream and nothing else. */
  TCP,
  /** Sealed packets and nothing else; boot and all messages stay on the stream. */
  UDP;

  /**
   * Reads one of the three words.
   *
   * @throws IllegalArgumentException with a reason for people
   */
  static CarrierWish of(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "auto" -> AUTO;
      case "tcp" -> TCP;
      case "udp" -> UDP;
      default -> throw new IllegalArgumentException("'" + text + "' is none of auto, tcp and udp");
    };
  }
}
