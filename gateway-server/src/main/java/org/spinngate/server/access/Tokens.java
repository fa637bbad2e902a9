package org.spinngate.server.access;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes tokens. */
public final class Tokens {
  private static final int BYTES = 32;

  private Tokens() {}

  /** A token of 256 random bits: 43 characters that need no quoting in a shell or a file. */
  public static String fresh(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
