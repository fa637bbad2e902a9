package org.spinngate.server.access;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 and its written form: {@code sha256:} and 64 lowercase hexadecimal digits. */
final class Sha256 {
  static final String PREFIX = "sha256:";

  private Sha256() {}

  static byte[] of(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String text(byte[] digest) {
    return PREFIX + HexFormat.of().formatHex(digest);
  }
}
