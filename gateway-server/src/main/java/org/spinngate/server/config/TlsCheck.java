package org.spinngate.server.config;

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
    Optional<X509Certificate> certificate =
        content("certificate", files.certificate()).flatMap(this::certificate);
    Optional<PrivateKey> key = content("key", files.key()).flatMap(this::key);
    certificate.ifPresent(this::checkTime);
    if (certificate.isPresent()
        && key.isPresent()
        && !PemFiles.belongTogether(certificate.get(), key.get())) {
      tls.problem("key", "does not belong to the certificate " + files.certificate());
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

  private Optional<X509Certificate> certificate(String pem) {
    try {
      List<X509Certificate> chain = PemFiles.certificates(pem);
      if (!chain.isEmpty()) {
        return Optional.of(chain.get(0));
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

  private void checkTime(X509Certificate certificate) {
    Instant now = clock.instant();
    Instant end = certificate.getNotAfter().toInstant();
    Instant start = certificate.getNotBefore().toInstant();
    if (now.isAfter(end)) {
      tls.problem("certificate", "expired on " + day(end) + MAKE);
    } else if (now.isBefore(start)) {
      tls.problem("certificate", "is valid only from " + day(start) + "; check the clock");
    } else if (now.plus(SOON).isAfter(end)) {
      tls.warning("certificate", "expires on " + day(end) + MAKE);
    }
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
