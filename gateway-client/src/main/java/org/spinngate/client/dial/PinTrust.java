package org.spinngate.client.dial;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLEngine;

/**
 * Trusts one key: a pin is {@code sha256:} and SHA-256 of the certificate's DER-encoded
 * SubjectPublicKeyInfo. Names and signatures say nothing that the key does not.
 */
final class PinTrust extends ServerTrust {
  private final String pin;

  PinTrust(String pin) {
    this.pin = pin;
  }

  @Override
  void check(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    String found = pinOf(chain[0]);
    if (!found.equals(pin)) {
      throw new PinMismatch(pin, found);
    }
  }

  private static String pinOf(X509Certificate certificate) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return "sha256:"
          + HexFormat.of().formatHex(digest.digest(certificate.getPublicKey().getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
