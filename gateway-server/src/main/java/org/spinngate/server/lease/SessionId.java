package org.spinngate.server.lease;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a session is called.
 *
 * @param value drawn at random, unique among the sessions of this server
 */
public record SessionId(int value) {
  private static final Pattern DIGITS = Pattern.compile("[0-9a-fA-F]{8}");
  private static final int HEXADECIMAL = 16;

  /** Reads one; empty if it is not eight hexadecimal digits. */
  public static Optional<SessionId> parse(String text) {
    return Optional.of(text)
        .filter(word -> DIGITS.matcher(word).matches())
        .map(word -> new SessionId(Integer.parseUnsignedInt(word, HEXADECIMAL)));
  }

  /** Eight hexadecimal digits. */
  @Override
  public String toString() {
    return String.format("%08x", value);
  }
}
