package org.spinngate.client.link;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.util.List;
import javax.net.ssl.SSLException;
import org.spinngate.client.config.SettingsException;
import org.spinngate.client.config.Trust;
import org.spinngate.protocol.ExitCode;

/** Turns what the user trusts into what TLS checks. TLS 1.3 and nothing older. */
final class Identity {
  private static final String WITH_HOST_NAME = "HTTPS";

  private Identity() {}

  /**
   * Makes the context of all connections.
   *
   * @throws SettingsException if the file of authorities cannot be used
   */
  static SslContext check(Trust trust) throws SettingsException {
    SslContextBuilder builder =
        SslContextBuilder.forClient().sslProvider(SslProvider.JDK).protocols("TLSv1.3");
    try {
      if (trust instanceof Trust.Pin pin) {
        // The key is the identity; the name in the certificate adds nothing.
        return builder
            .trustManager(new PinTrust(pin.sha256()))
            .endpointIdentificationAlgorithm(null)
            .build();
      }
      builder.endpointIdentificationAlgorithm(WITH_HOST_NAME);
      if (trust instanceof Trust.Authority authority) {
        builder.trustManager(authority.file().toFile());
      }
      return builder.build();
    } catch (IllegalArgumentException | SSLException e) {
      throw new SettingsException(
          ExitCode.CONFIGURATION, List.of("no certificate authorities can be read: " + reason(e)));
    }
  }

  private static String reason(Exception e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return e.getMessage() + " (" + root.getMessage() + ")";
  }
}
