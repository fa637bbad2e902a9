package org.spinngate.server.link;

import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.spinngate.server.config.TlsSettings;

/**
 * A certificate and its key, read and ready for use.
 *
 * @param context to be released when nobody connects with it any more
 * @param validUntil the end of the certificate, if it can be read
 */
public record Loaded(SslContext context, Optional<Instant> validUntil) {
  /**
   * Reads the files.
   *
   * @throws SSLException if they cannot be used
   */
  public static Loaded from(TlsSettings settings) throws SSLException {
    return new Loaded(TlsContext.of(settings), end(settings));
  }

  private static Optional<Instant> end(TlsSettings settings) {
    try (InputStream pem = Files.newInputStream(settings.certificate())) {
      X509Certificate first =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
      return Optional.of(first.getNotAfter().toInstant());
    } catch (IOException | CertificateException e) {
      return Optional.empty();
    }
  }
}
