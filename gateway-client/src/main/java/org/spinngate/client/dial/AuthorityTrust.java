package org.spinngate.client.dial;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Trusts servers that an authority vouches for, by the name that was dialled. */
final class AuthorityTrust extends ServerTrust {
  private final X509ExtendedTrustManager java;

  private AuthorityTrust(X509ExtendedTrustManager java) {
    this.java = java;
  }

  /** Trusts the authorities of a PEM file and nobody else. */
  static AuthorityTrust of(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (Certificate certificate : certificates(file)) {
      store.setCertificateEntry("authority " + store.size(), certificate);
    }
    if (store.size() == 0) {
      throw new CertificateException("no certificate in it");
    }
    return over(store);
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, CertificateException {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
  }

  /** Trusts those that this Java trusts. */
  static AuthorityTrust ofJava() throws GeneralSecurityException {
    return over(null);
  }

  private static AuthorityTrust over(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager extended) {
        return new AuthorityTrust(extended);
      }
    }
    throw new GeneralSecurityException("this Java has no trust manager for X.509");
  }

  @Override
  void check(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    java.checkServerTrusted(chain, authType, engine);
  }
}
