package org.spinngate.server.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.spinngate.protocol.Extras;

/**
 * The server's side of TLS: version 1.3 and nothing older. BoringSSL does it where its library is
 * at hand and knows the kind of key, because its handshakes cost far less; otherwise the JDK does.
 */
public final class TlsContext {
  /**
   * Netty puts the key into a store in memory. In Java's usual kind that costs ten thousand rounds
   * of hashing, for a password that nobody needs.
   */
  private static final String PLAIN_STORE = "JKS";

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
          .keyStoreType(PLAIN_STORE)
          .trustManager(nobody())
          .applicationProtocolConfig(protocols())
          .build();
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      // The libraries are not of one mind about what they throw for a key that they do not know.
      throw new SSLException(e.getMessage(), e);
    }
  }

  /** A client that offers other protocols or none is served, too; it gets no answer about them. */
  private static ApplicationProtocolConfig protocols() {
    return new ApplicationProtocolConfig(
        ApplicationProtocolConfig.Protocol.ALPN,
        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
        Extras.ALPN);
  }

  /** Clients show no certificates; without this, all the authorities of Java would be read. */
  private static TrustManagerFactory nobody() throws GeneralSecurityException, IOException {
    KeyStore empty = KeyStore.getInstance(PLAIN_STORE);
    empty.load(null, null);
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(empty);
    return factory;
  }
}
