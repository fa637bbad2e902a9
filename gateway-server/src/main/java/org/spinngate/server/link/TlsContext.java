package org.spinngate.server.link;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import javax.net.ssl.SSLException;
import org.spinngate.server.config.TlsSettings;

/**
 * The server's side of TLS: version 1.3 and nothing older. BoringSSL does it where its library is
 * at hand, because its handshakes cost far less; elsewhere the JDK does.
 */
public final class TlsContext {
  private TlsContext() {}

  /**
   * Reads certificate and key.
   *
   * @return to be released ({@link io.netty.util.ReferenceCountUtil#release}) when nobody connects
   *     any more
   * @throws SSLException if they cannot be used; the configuration's check has said so before
   */
  public static SslContext of(TlsSettings settings) throws SSLException {
    return of(settings, OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK);
  }

  static SslContext of(TlsSettings settings, SslProvider provider) throws SSLException {
    return SslContextBuilder.forServer(settings.certificate().toFile(), settings.key().toFile())
        .sslProvider(provider)
        .protocols("TLSv1.3")
        .build();
  }
}
