package org.spinngate.server.config;

import java.time.LocalDate;
import java.util.Optional;

/**
 * One token of a user.
 *
 * @param hash {@code sha256:} and the lowercase hex SHA-256 of the token's UTF-8 bytes
 * @param expires the last day, in UTC, on which it opens the door
 */
public record TokenSettings(String hash, Optional<LocalDate> expires) {
  /** One that holds for as long as its user. */
  public static TokenSettings lasting(String hash) {
    return new TokenSettings(hash, Optional.empty());
  }

  /** Without the hash, which has no place in a log. */
  @Override
  public String toString() {
    return "TokenSettings[expires=%s]".formatted(expires);
  }
}
