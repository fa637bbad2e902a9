package org.spinngate.server.access;

import java.security.PublicKey;

/**
 * The fingerprint by which a client knows its server: the SHA-256 of the certificate's DER-encoded
 * SubjectPublicKeyInfo. It survives a new certificate for the same key.
 */
public final class Pin {
  private Pin() {}

  /** The written form: {@code sha256:} and 64 lowercase hexadecimal digits. */
  public static String of(PublicKey key) {
    return Sha256.text(Sha256.of(key.getEncoded()));
  }
}
