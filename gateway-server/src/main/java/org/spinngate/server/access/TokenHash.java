package org.spinngate.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What the server keeps of a token: the SHA-256 of its UTF-8 bytes. */
public final class TokenHash {
  private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

  private final byte[] digest;

  private TokenHash(byte[] digest) {
    this.digest = digest;
  }

  /** The hash of a token, given without the newline that a token file may end in. */
  public static TokenHash of(String token) {
    return new TokenHash(Sha256.of(token.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException if it is not {@code sha256:} and 64 lowercase hex digits
   */
  public static TokenHash parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("not the hash of a token");
    }
    return new TokenHash(HexFormat.of().parseHex(text, Sha256.PREFIX.length(), text.length()));
  }

  /** Compares in a time that does not depend on where the two differ. */
  public boolean matches(TokenHash other) {
    return MessageDigest.isEqual(digest, other.digest);
  }

  /** The form that {@link #parse} reads and the configuration holds. */
  public String text() {
    return Sha256.text(digest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenHash hash && matches(hash);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  /** Masked: logs have no business with it. */
  @Override
  public String toString() {
    return "sha256:…";
  }
}
