package org.spinngate.server.link;

import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.spinngate.server.config.TlsSettings;
import org.spinngate.server.tls.PemFiles;
import org.spinngate.server.tls.TlsContext;

/**
 * A certificate and its key, read and ready for use.
 *
 * @param context to be released when nobody connects with it any more
 * @param validUntil the end of the certificate, if it can be read
 */
public record LoadedCertificate(SslContext context, Optional<Instant> validUntil) {
  /**
   * Reads the files.
   *
   * @throws SSLException if they cannot be used; the check of the configuration has said so before,
   *     unless they have changed since
   */
  public static LoadedCertificate from(TlsSettings settings) throws SSLException {
    try {
      List<X509Certificate> chain = PemFiles.certificates(PemFiles.read(settings.certificate()));
      PrivateKey key = PemFiles.privateKey(PemFiles.read(settings.key()));
      if (chain.isEmpty()) {
        throw new SSLException("no certificate in " + settings.certificate());
      }
      Instant end = chain.get(0).getNotAfter().toInstant();
      return new LoadedCertificate(TlsContext.of(chain, key), Optional.of(end));
    } catch (SSLException e) {
      throw e;
    } catch (IOException | GeneralSecurityException e) {
      throw new SSLException("cannot read " + settings + ": " + e.getMessage(), e);
    }
  }
}
