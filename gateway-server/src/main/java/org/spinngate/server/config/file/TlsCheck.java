package org.spinngate.server.config.file;

import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.spinngate.server.config.TlsSettings;
import org.spinngate.server.tls.PemFiles;
import org.spinngate.server.tls.TlsContext;

/** Finds out before the start whether the certificate and its key can be used. */
final class TlsCheck {
  private static final Duration SOON = Duration.ofDays(30);
  private static final String MAKE = "; the command new-cert makes a certificate and its key";

  private final Section tls;
  private final Clock clock;

  TlsCheck(Section tls, Clock clock) {
    this.tls = tls;
    this.clock = clock;
  }

  void check(TlsSettings files) {
    Optional<List<X509Certificate>> chain =
        content("certificate", files.certificate()).flatMap(this::chain);
    Optional<PrivateKey> key = content("key", files.key()).flatMap(this::key);
    chain.map(all -> all.get(0)).ifPresent(this::checkTime);
    if (chain.isPresent() && key.isPresent()) {
      checkPair(chain.get(), key.get(), files);
    }
  }

  /** What is fine here must serve after the start, so it is tried, which proves the key as well. */
  private void checkPair(List<X509Certificate> chain, PrivateKey key, TlsSettings files) {
    try {
      ReferenceCountUtil.release(TlsContext.of(chain, key));
    } catch (SSLException e) {
      tls.problem(
          "key",
          PemFiles.belongTogether(chain.get(0), key)
              ? "is of a kind that TLS 1.3 cannot use (" + e.getMessage() + ")" + MAKE
              : "does not belong to the certificate " + files.certificate());
    }
  }

  private Optional<String> content(String name, Path file) {
    if (Files.isDirectory(file)) {
      tls.problem(name, file + " is a directory; name the PEM file in it");
    } else if (Files.notExists(file)) {
      tls.problem(name, file + " does not exist" + MAKE);
    } else if (!SensibleFile.is(file)) {
      tls.problem(name, file + " is no file of a sensible size");
    } else {
      try {
        return Optional.of(PemFiles.read(file));
      } catch (IOException e) {
        tls.problem(name, file + " cannot be read; check who owns it and its permissions");
      }
    }
    return Optional.empty();
  }

  private Optional<List<X509Certificate>> chain(String pem) {
    try {
      List<X509Certificate> chain = PemFiles.certificates(pem);
      if (!chain.isEmpty()) {
        return Optional.of(chain);
      }
    } catch (GeneralSecurityException e) {
      tls.problem("certificate", "holds a certificate that cannot be understood" + MAKE);
      return Optional.empty();
    }
    tls.problem("certificate", "holds no PEM block BEGIN CERTIFICATE" + MAKE);
    return Optional.empty();
  }

  private Optional<PrivateKey> key(String pem) {
    try {
      return Optional.of(PemFiles.privateKey(pem));
    } catch (GeneralSecurityException e) {
      String hint =
          PemFiles.isForeignKey(pem)
              ? "; convert it with 'openssl pkcs8 -topk8 -nocrypt -in KEY -out server.key'"
              : MAKE;
      tls.problem("key", "holds no unencrypted PKCS#8 key (BEGIN PRIVATE KEY)" + hint);
      return Optional.empty();
    }
  }

  /** The clock may be wrong, and each client judges for itself: none of this prevents a start. */
  private void checkTime(X509Certificate certificate) {
    Instant now = clock.instant();
    Instant end = certificate.getNotAfter().toInstant();
    Instant start = certificate.getNotBefore().toInstant();
    if (now.isAfter(end)) {
      tls.warning("certificate", "expired on " + day(end) + "; clients refuse it" + MAKE);
    } else if (now.isBefore(start)) {
      tls.warning(
          "certificate",
          "is valid only from "
              + day(start)
              + ", and the clock says "
              + day(now)
              + "; check the clock");
    } else if (now.plus(SOON).isAfter(end)) {
      tls.warning("certificate", "expires on " + day(end) + MAKE);
    }
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
