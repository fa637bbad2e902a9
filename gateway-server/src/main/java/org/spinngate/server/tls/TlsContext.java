package org.spinngate.server.tls;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * The server's side of TLS: version 1.3 and nothing older. BoringSSL does it where its library is
 * at hand and knows the kind of key, because its handshakes cost far less; otherwise the JDK does.
 */
public final class TlsContext {
  private TlsContext() {}

  /**
   * Makes one that has been proven by a handshake in memory, so that what is returned can serve.
   *
   * @param chain the server's certificate first
   * @return to be released ({@link ReferenceCountUtil#release}) when nobody connects any more
   * @throws SSLException with the reason if neither library can serve with this key
   */
  public static SslContext of(List<X509Certificate> chain, PrivateKey key) throws SSLException {
    if (OpenSsl.isAvailable()) {
      try {
        return of(chain, key, SslProvider.OPENSSL_REFCNT);
      } catch (SSLException e) {
        // Such as for Ed25519, which the JDK knows.
      }
    }
    return of(chain, key, SslProvider.JDK);
  }

  static SslContext of(List<X509Certificate> chain, PrivateKey key, SslProvider provider)
      throws SSLException {
    SslContext context = build(chain, key, provider);
    try {
      TlsTrial.of(context);
      return context;
    } catch (SSLException e) {
      ReferenceCountUtil.release(context);
      throw e;
    }
  }

  private static SslContext build(List<X509Certificate> chain, PrivateKey key, SslProvider provider)
      throws SSLException {
    try {
      return SslContextBuilder.forServer(key, chain.toArray(X509Certificate[]::new))
          .sslProvider(provider)
          .protocols("TLSv1.3")
          .build();
    } catch (RuntimeException e) {
      // The libraries are not of one mind about what they throw for a key that they do not know.
      throw new SSLException(e.getMessage(), e);
    }
  }
}
