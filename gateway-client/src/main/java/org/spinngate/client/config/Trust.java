package org.spinngate.client.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** How the server's identity is checked. It always is. */
public sealed interface Trust {
  /**
   * The server's certificate holds this very key; the name in it does not matter.
   *
   * @param sha256 {@code sha256:} and 64 lowercase hexadecimal digits: SHA-256 of the certificate's
   *     DER-encoded SubjectPublicKeyInfo
   */
  record Pin(String sha256) implements Trust {
    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

    /** Checks the form; upper-case digits are made lowercase. */
    public Pin {
      sha256 = sha256.toLowerCase(Locale.ROOT);
      if (!FORM.matcher(sha256).matches()) {
        throw new IllegalArgumentException(
            "a pin is 'sha256:' and 64 hexadecimal digits, as 'gateway-server new-cert' prints it");
      }
    }
  }

  /**
   * The certificate bears the server's name and is signed by an authority of this file.
   *
   * @param file certificates in PEM
   */
  record Authority(Path file) implements Trust {}

  /** The certificate bears the server's name and is signed by an authority Java trusts. */
  record JavaDefault() implements Trust {}
}
