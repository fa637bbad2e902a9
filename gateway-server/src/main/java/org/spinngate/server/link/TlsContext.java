package org.spinngate.server.link;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import javax.net.ssl.SSLException;
import org.spinngate.server.config.TlsSettings;

/** The server's side of TLS: version 1.3 and nothing older. */
public final class TlsContext {
  private TlsContext() {}

  /**
   * Reads certificate and key.
   *
   * @throws SSLException if they cannot be used; the configuration's check has said so before
   */
  public static SslContext of(TlsSettings settings) throws SSLException {
    return SslContextBuilder.forServer(settings.certificate().toFile(), settings.key().toFile())
        .sslProvider(SslProvider.JDK)
        .protocols("TLSv1.3")
        .build();
  }
}
