package org.spinngate.client.dial;

import java.security.cert.CertificateException;

/** The server has another key than the one that the user was told of. */
final class PinMismatch extends CertificateException {
  private static final long serialVersionUID = 1L;

  PinMismatch(String expected, String found) {
    super(
        "is not the server you were told to trust: expected "
            + expected
            + ", found "
            + found
            + "; if the operator confirms the new pin, change --pin, otherwise somebody is in"
            + " between");
  }
}
