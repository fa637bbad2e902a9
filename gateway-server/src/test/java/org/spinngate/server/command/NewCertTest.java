package org.spinngate.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.server.access.Pin;
import org.spinngate.server.config.file.ConfigReader;
import picocli.CommandLine;

/** The identity of a new gateway, in one command. */
class NewCertTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    Refusals refusals = new Refusals();
    return new CommandLine(new NewCert(new PrintWriter(out, true), new SecureRandom()))
        .setErr(new PrintWriter(err, true))
        .setParameterExceptionHandler(refusals)
        .setExecutionExceptionHandler(refusals)
        .execute(args);
  }

  private X509Certificate certificate(Path tls) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(Files.readAllBytes(tls.resolve("server.pem"))));
  }

  @Test
  void theTwoFilesAreWhatTheConfigurationNeeds() throws Exception {
    Path tls = folder.resolve("tls");

    int exitCode = run("--out", tls.toString());

    assertThat(exitCode).as(err.toString()).isZero();
    ConfigReader.parse("gateway.boards.demo.simulated = true", folder.resolve("server.conf"));
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(tls.resolve("server.key"))))
        .isEqualTo("rw-------");
    try (var files = Files.list(tls)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("server.pem", "server.key");
    }
  }

  @Test
  void theCertificateIsAnEcOneForThisMachineAndTheNextTenYears() throws Exception {
    run("--out", folder.toString());

    X509Certificate certificate = certificate(folder);
    assertThat(certificate.getPublicKey())
        .isInstanceOfSatisfying(
            ECPublicKey.class,
            key -> assertThat(key.getParams().getOrder().bitLength()).isEqualTo(256));
    assertThat(certificate.getSubjectAlternativeNames())
        .contains(List.of(2, "localhost"), List.of(7, "127.0.0.1"));
    assertThat(Duration.between(Instant.now(), certificate.getNotAfter().toInstant()).toDays())
        .isBetween(3648L, 3650L);
  }

  @Test
  void thePinIsOfThePublicKeyAndPartOfTheLineForUsers() throws Exception {
    run("--out", folder.toString(), "--host", "gateway.example.org");

    String pin = Pin.of(certificate(folder).getPublicKey());
    assertThat(pin).matches("sha256:[0-9a-f]{64}");
    assertThat(out.toString())
        .contains("pin: " + pin)
        .as("as packages install it, and not only where there is a jar")
        .contains("\n  gateway-client --server ")
        .contains("--server gateway.example.org --board NAME")
        .contains("--pin " + pin);
  }

  @Test
  void namesAndAddressesGivenAreTheOnesInTheCertificate() throws Exception {
    run(
        "--out",
        folder.toString(),
        "--host",
        "a.example.org",
        "--host",
        "192.0.2.7",
        "--host",
        "2001:db8::7",
        "--days",
        "30");

    assertThat(certificate(folder).getSubjectAlternativeNames())
        .containsExactlyInAnyOrder(
            List.of(2, "a.example.org"),
            List.of(7, "192.0.2.7"),
            List.of(7, "2001:db8:0:0:0:0:0:7"));
    assertThat(out.toString()).contains("for a.example.org, 192.0.2.7, 2001:db8::7");
  }

  @Test
  void anExistingKeyIsReplacedOnlyByForce() throws Exception {
    run("--out", folder.toString());
    byte[] before = Files.readAllBytes(folder.resolve("server.key"));

    assertThat(run("--out", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("server.pem exists", "--force");
    assertThat(folder.resolve("server.key")).hasBinaryContent(before);

    assertThat(run("--out", folder.toString(), "--force")).isZero();
    assertThat(Files.readAllBytes(folder.resolve("server.key"))).isNotEqualTo(before);
  }

  @Test
  void aFolderThatCannotBeMadeIsToldInOneLine() throws Exception {
    Path occupied = Files.writeString(folder.resolve("occupied"), "");

    assertThat(run("--out", occupied.resolve("tls").toString())).isEqualTo(3);
    assertThat(err.toString().lines()).singleElement().asString().startsWith("cannot write ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "x,dns:evil", "1.2.3", "1.2.3.400", "-a", "a-", "::g", "a..b"})
  void aHostThatNoCertificateCanBeForIsAUsageError(String host) {
    assertThat(run("--out", folder.toString(), "--host", host)).isEqualTo(2);
    assertThat(err.toString()).contains("is neither a host name nor an IP address");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "36501", "soon"})
  void aNumberOfDaysThatMakesNoSenseIsAUsageError(String days) {
    assertThat(run("--out", folder.toString(), "--days", days)).isEqualTo(2);
    assertThat(err.toString()).contains("--days");
  }
}
