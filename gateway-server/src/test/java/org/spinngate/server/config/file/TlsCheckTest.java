package org.spinngate.server.config.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A certificate that cannot serve is found before the start. */
class TlsCheckTest {
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir static Path folder;

  @BeforeAll
  static void makeIdentities() throws Exception {
    Identities.make(folder.resolve("ec"), "-keyalg", "EC", "-validity", "100");
    Identities.make(folder.resolve("other"), "-keyalg", "EC");
    Identities.make(folder.resolve("rsa"), "-keyalg", "RSA", "-keysize", "2048");
    Identities.make(folder.resolve("ed"), "-keyalg", "Ed25519");
    Identities.make(folder.resolve("pss"), "-keyalg", "RSASSA-PSS", "-keysize", "2048");
    Identities.make(folder.resolve("weak"), "-keyalg", "RSA", "-keysize", "512");
  }

  private static ConfigReader.Result read(String certificate, String key, Duration later)
      throws InvalidConfiguration {
    String text =
        """
        gateway.boards.demo.simulated = true
        gateway.users.a { tokens = ["sha256:%s"], boards = ["*"] }
        gateway.tls { certificate = %s
                      key = %s }
        """
            .formatted("0".repeat(64), certificate, key);
    Clock clock = Clock.fixed(Instant.now().plus(later), ZoneOffset.UTC);
    return ConfigReader.parse(text, folder.resolve("server.conf"), clock, InetAddress::getByName);
  }

  private static List<String> problems(String certificate, String key, Duration later) {
    return catchThrowableOfType(InvalidConfiguration.class, () -> read(certificate, key, later))
        .problems()
        .stream()
        .map(problem -> problem.line() + " " + problem.path() + ": " + problem.reason())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec", "rsa", "ed", "pss"})
  void everyKindOfKeyIsRecognisedAsItsCertificates(String kind) throws Exception {
    ConfigReader.Result result = read(kind + "/server.pem", kind + "/server.key", DAY);

    assertThat(result.warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "rsa", "ed", "pss"})
  void theKeyOfAnotherCertificateIsRefused(String kind) {
    assertThat(problems("ec/server.pem", kind + "/server.key", DAY))
        .singleElement()
        .asString()
        .contains("4 gateway.tls.key: does not belong to the certificate");
  }

  @Test
  void aKeyWithWhichNoHandshakeSucceedsIsRefused() {
    assertThat(problems("weak/server.pem", "weak/server.key", DAY))
        .singleElement()
        .asString()
        .startsWith("4 gateway.tls.key: is of a kind that TLS 1.3 cannot use (")
        .endsWith("the command new-cert makes a certificate and its key");
  }

  @Test
  void anExpiredCertificateIsServedWithAWarning() throws Exception {
    ConfigReader.Result result = read("ec/server.pem", "ec/server.key", Duration.ofDays(101));

    assertThat(result.warnings())
        .singleElement()
        .asString()
        .containsPattern(
            ":3: gateway.tls.certificate: expired on 20\\d\\d-\\d\\d-\\d\\d; .*new-cert");
  }

  @Test
  void aClockBeforeTheCertificateBeginsIsAWarningThatNamesBothDays() throws Exception {
    ConfigReader.Result result = read("ec/server.pem", "ec/server.key", Duration.ofDays(-20_000));

    assertThat(result.warnings())
        .singleElement()
        .asString()
        .containsPattern("is valid only from 20.*, and the clock says 19.*; check the clock");
  }

  @Test
  void aCertificateThatExpiresSoonIsAWarning() throws Exception {
    ConfigReader.Result result = read("ec/server.pem", "ec/server.key", Duration.ofDays(80));

    assertThat(result.warnings())
        .singleElement()
        .asString()
        .contains(":3: gateway.tls.certificate: expires on 20");
  }

  @Test
  void aCertificateFollowedByItsIssuersIsFine() throws Exception {
    Path chain = folder.resolve("chain.pem");
    Files.writeString(
        chain,
        "some words before it\n"
            + Files.readString(folder.resolve("ec/server.pem"))
            + Files.readString(folder.resolve("rsa/server.pem")));

    assertThat(read("chain.pem", "ec/server.key", DAY).warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "ENCRYPTED"})
  void aKeyOfAnotherFormIsRefusedWithTheWayToConvertIt(String form) throws Exception {
    Files.writeString(
        folder.resolve("foreign.key"),
        "-----BEGIN " + form + " PRIVATE KEY-----\nAAAA\n-----END " + form + " PRIVATE KEY-----\n");

    assertThat(problems("ec/server.pem", "foreign.key", DAY))
        .singleElement()
        .asString()
        .contains("openssl pkcs8 -topk8 -nocrypt");
  }

  @Test
  void garbageBetweenTheLinesOfAPemFileIsRefused() throws Exception {
    Files.writeString(
        folder.resolve("garbage.pem"),
        "-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n");
    Files.writeString(
        folder.resolve("garbage.key"),
        "-----BEGIN PRIVATE KEY-----\n====\n-----END PRIVATE KEY-----\n");
    Files.write(folder.resolve("binary.key"), "\u0000\u0001".getBytes(US_ASCII));

    assertThat(problems("garbage.pem", "garbage.key", DAY))
        .hasSize(2)
        .anyMatch(problem -> problem.contains("cannot be understood"))
        .anyMatch(problem -> problem.contains("no unencrypted PKCS#8 key"));
    assertThat(problems("ec/server.pem", "binary.key", DAY)).hasSize(1);
  }
}
