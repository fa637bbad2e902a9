package org.spinngate.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.spinngate.server.command.NewCert;
import picocli.CommandLine;

/**
 * A certificate and its key, made by the command {@code new-cert}, once for every list of hosts.
 *
 * @param certificate in PEM
 * @param key in PEM
 * @param pin computed here anew, apart from the code under test
 */
public record ServerIdentity(Path certificate, Path key, String pin) {
  private static final Map<List<String>, ServerIdentity> MADE = new ConcurrentHashMap<>();

  /** Bears the names by which tests reach a server. */
  public static ServerIdentity forLoopback() {
    return forHosts("localhost", "127.0.0.1");
  }

  public static ServerIdentity forHosts(String... hosts) {
    return MADE.computeIfAbsent(List.of(hosts), ServerIdentity::make);
  }

  private static ServerIdentity make(List<String> hosts) {
    Path folder = Folders.temporary("identity");
    List<String> arguments = new ArrayList<>(List.of("--force", "--out", folder.toString()));
    hosts.forEach(host -> arguments.addAll(List.of("--host", host)));
    NewCert command = new NewCert(new PrintWriter(Writer.nullWriter()), new SecureRandom());
    if (new CommandLine(command).execute(arguments.toArray(String[]::new)) != 0) {
      throw new IllegalStateException("new-cert failed for " + hosts);
    }
    Path certificate = folder.resolve("server.pem");
    return new ServerIdentity(certificate, folder.resolve("server.key"), pin(certificate));
  }

  private static String pin(Path certificate) {
    try (InputStream pem = Files.newInputStream(certificate)) {
      byte[] key =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(pem)
              .getPublicKey()
              .getEncoded();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
