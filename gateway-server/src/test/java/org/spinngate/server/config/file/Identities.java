package org.spinngate.server.config.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Certificates and keys for tests, made by the JDK's keytool, once for each kind of key. */
public final class Identities {
  private static final String PASSWORD = "only-for-tests";

  /** PEM of certificate and key, by the options of keytool: each start of it takes a second. */
  private static final Map<List<String>, Made> MADE = new ConcurrentHashMap<>();

  private record Made(String certificate, String key) {}

  private Identities() {}

  /** Puts the certificate and key of one folder into another. */
  public static void copy(Path from, Path to) throws IOException {
    for (String name : List.of("server.pem", "server.key")) {
      Files.copy(from.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Writes {@code server.pem} and {@code server.key} into this folder. Those of the same options
   * are the same.
   *
   * @param keytoolOptions for the key and its certificate; none for an EC key
   */
  public static void make(Path folder, String... keytoolOptions)
      throws IOException, InterruptedException, GeneralSecurityException {
    List<String> options =
        keytoolOptions.length == 0 ? List.of("-keyalg", "EC") : List.of(keytoolOptions);
    Files.createDirectories(folder);
    Made made = MADE.get(options);
    if (made == null) {
      made = fresh(folder.resolve("store.p12"), options);
      MADE.put(options, made);
    }
    Files.writeString(folder.resolve("server.pem"), made.certificate);
    Files.writeString(folder.resolve("server.key"), made.key);
  }

  private static Made fresh(Path store, List<String> options)
      throws IOException, InterruptedException, GeneralSecurityException {
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
                "server",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
    command.addAll(options);
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException(output);
    }
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    Made made =
        new Made(
            pem("CERTIFICATE", keys.getCertificate("server").getEncoded()),
            pem("PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded()));
    Files.delete(store);
    return made;
  }

  private static String pem(String label, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(label, body, label);
  }
}
