package org.spinngate.client.dial;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.config.SettingsException;
import org.spinngate.client.config.Trust;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.Extras;

/** Turns what the user trusts into what TLS checks. TLS 1.3 and nothing older. */
public final class IdentityCheck {
  /** The rules of RFC 2818 for names in certificates. */
  private static final String BY_NAME = "HTTPS";

  private IdentityCheck() {}

  /**
   * Makes the context of all connections.
   *
   * @throws SettingsException if the file of authorities cannot be used
   */
  public static SslContext of(Trust trust) throws SettingsException {
    try {
      if (trust instanceof Trust.Pin pin) {
        // The key is the identity; the name in the certificate adds nothing.
        return context(new PinTrust(pin.sha256()), null);
      }
      if (trust instanceof Trust.Authority authority) {
        return context(AuthorityTrust.of(authority.file()), BY_NAME);
      }
      return context(AuthorityTrust.ofJava(), BY_NAME);
    } catch (IOException | GeneralSecurityException e) {
      throw new SettingsException(ExitCode.CONFIGURATION, List.of(problem(trust, e)));
    }
  }

  private static SslContext context(ServerTrust trust, @Nullable String naming) throws IOException {
    return SslContextBuilder.forClient()
        .sslProvider(SslProvider.JDK)
        .protocols("TLSv1.3")
        .trustManager(trust)
        .endpointIdentificationAlgorithm(naming)
        .applicationProtocolConfig(protocols())
        .build();
  }

  /** A server that knows nothing of them does not answer, and is accepted too. */
  private static ApplicationProtocolConfig protocols() {
    return new ApplicationProtocolConfig(
        ApplicationProtocolConfig.Protocol.ALPN,
        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
        Extras.ALPN);
  }

  private static String problem(Trust trust, Exception e) {
    String where = trust instanceof Trust.Authority authority ? authority.file() + ": " : "";
    return where + "no certificate authorities can be read (" + e.getMessage() + ")";
  }
}
