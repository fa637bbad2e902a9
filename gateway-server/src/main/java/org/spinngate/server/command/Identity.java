package org.spinngate.server.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.spinngate.server.access.Tokens;

/**
 * A fresh key and the certificate that it signed itself.
 *
 * <p>The Java platform has no public class that makes certificates, but every Java installation has
 * {@code keytool}: it makes them into a store within a folder of our own, which is then deleted.
 *
 * @param key an EC key on P-256
 * @param certificate for that key
 */
record Identity(PrivateKey key, X509Certificate certificate) {
  private static final String ALIAS = "server";
  private static final String PASSWORD_VARIABLE = "SPINNGATE_STORE_PASSWORD";

  /**
   * Makes one.
   *
   * @param hosts the names and addresses that the certificate is for, at least one
   * @param days that it is valid
   * @throws IOException if keytool is missing or refuses
   */
  static Identity make(List<Host> hosts, int days, SecureRandom random)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path folder = Files.createTempDirectory("spinngate");
    Path store = folder.resolve("identity.p12");
    try {
      String password = Tokens.fresh(random);
      keytool(store, password, hosts, days);
      KeyStore keys = KeyStore.getInstance(store.toFile(), password.toCharArray());
      return new Identity(
          (PrivateKey) keys.getKey(ALIAS, password.toCharArray()),
          (X509Certificate) keys.getCertificate(ALIAS));
    } finally {
      Files.deleteIfExists(store);
      Files.delete(folder);
    }
  }

  private static void keytool(Path store, String password, List<Host> hosts, int days)
      throws IOException, InterruptedException {
    String alternatives = hosts.stream().map(Host::alternative).collect(Collectors.joining(","));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-sigalg",
            "SHA256withECDSA",
            "-dname",
            "CN=SpiNNaker Gateway",
            "-ext",
            "SAN=" + alternatives,
            "-validity",
            String.valueOf(days),
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            // Through the environment: a command line can be read by every user of the machine.
            "-storepass:env",
            PASSWORD_VARIABLE);
    builder.environment().put(PASSWORD_VARIABLE, password);
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool refused: " + said.strip());
    }
  }

  /** The certificate as PEM. */
  byte[] certificatePem() throws GeneralSecurityException {
    return pem("CERTIFICATE", certificate.getEncoded());
  }

  /** The key as PEM of PKCS#8, not encrypted. */
  byte[] keyPem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  private static byte[] pem(String label, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, body, label)
        .getBytes(US_ASCII);
  }
}
