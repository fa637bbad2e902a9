package org.spinngate.client.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** A key and its self-signed certificate, made by the JDK's own tool. */
public final class Certificate {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final PrivateKey key;
  private final X509Certificate certificate;

  private Certificate(PrivateKey key, X509Certificate certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  /** Bears {@code localhost} and 127.0.0.1, and is valid. */
  public static Certificate forLocalhost() {
    return Good.MADE;
  }

  /** Like {@link #forLocalhost()}, with another key. */
  public static Certificate another() {
    return Another.MADE;
  }

  /** Was valid in 2020. */
  public static Certificate expired() {
    return Expired.MADE;
  }

  /** Bears a name that no test uses. */
  public static Certificate forElsewhere() {
    return Elsewhere.MADE;
  }

  public PrivateKey key() {
    return key;
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** Computed here anew, apart from the code under test. */
  public String pin() {
    try {
      byte[] info = certificate.getPublicKey().getEncoded();
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(info));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the certificate in PEM. */
  public Path writePem(Path file) throws IOException, GeneralSecurityException {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
    return Files.writeString(
        file, "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
  }

  private static Certificate make(String names, String... times) {
    try {
      Path directory = Files.createTempDirectory("certificate");
      Path store = directory.resolve("store.p12");
      keytool(store, names, times);
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(store)) {
        keys.load(in, PASSWORD);
      }
      Files.delete(store);
      Files.delete(directory);
      return new Certificate(
          (PrivateKey) keys.getKey("k", PASSWORD), (X509Certificate) keys.getCertificate("k"));
    } catch (IOException | GeneralSecurityException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void keytool(Path store, String names, String... times)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                "-J-Dkeystore.pkcs12.keyPbeIterationCount=1",
                "-J-Dkeystore.pkcs12.certPbeIterationCount=1",
                "-J-Dkeystore.pkcs12.macIterationCount=1",
                "-genkeypair",
                "-alias",
                "k",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=test",
                "-ext",
                "san=" + names,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD)));
    command.addAll(List.of(times));
    Process keytool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
  }

  private static final String HERE = "dns:localhost,ip:127.0.0.1";

  /** Each of these is made when first asked for, since that takes a second. */
  private static final class Good {
    static final Certificate MADE = make(HERE);
  }

  private static final class Another {
    static final Certificate MADE = make(HERE);
  }

  private static final class Expired {
    static final Certificate MADE =
        make(HERE, "-startdate", "2020/01/01 00:00:00", "-validity", "10");
  }

  private static final class Elsewhere {
    static final Certificate MADE = make("dns:elsewhere.example");
  }
}
