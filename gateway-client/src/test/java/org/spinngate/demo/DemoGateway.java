package org.spinngate.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.config.Trust;
import org.spinngate.client.config.UserToken;
import org.spinngate.protocol.Timing;
import org.spinngate.server.GatewayServer;
import org.spinngate.server.access.Pin;
import org.spinngate.server.access.TokenHash;
import org.spinngate.server.access.Tokens;
import org.spinngate.server.command.NewCert;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.config.file.ConfigReader;
import picocli.CommandLine;

/**
 * A real server on {@code conf/demo.conf}, with a certificate and a token made for the occasion.
 */
final class DemoGateway implements AutoCloseable {
  static final String USER = "demo";

  private final GatewayConfig config;
  private final GatewayServer server;
  private final Path tokenFile;
  private final String token;
  private final String pin;

  private DemoGateway(
      GatewayConfig config, GatewayServer server, Path tokenFile, String token, String pin) {
    this.config = config;
    this.server = server;
    this.tokenFile = tokenFile;
    this.token = token;
    this.pin = pin;
  }

  /**
   * Makes what is needed in a folder and starts the server.
   *
   * @param project the top of the checkout
   * @param folder for certificate, key and token; made if it is not there
   */
  static DemoGateway start(Path project, Path folder) throws Exception {
    SecureRandom random = new SecureRandom();
    int made =
        new CommandLine(new NewCert(new PrintWriter(Writer.nullWriter()), random))
            .execute("--force", "--out", folder.toString());
    if (made != 0) {
      throw new IOException("no certificate could be made in " + folder);
    }
    String token = Tokens.fresh(random);
    Path tokenFile = Files.writeString(folder.resolve("token"), token + "\n");
    tokenFile.toFile().setReadable(false, false);
    tokenFile.toFile().setReadable(true, true);
    Path certificate = folder.resolve("server.pem");
    GatewayConfig config =
        ConfigReader.inspect(
                project.resolve("conf/demo.conf"),
                Map.of(
                    "gateway.listen", List.of("127.0.0.1:" + freePort()),
                    "gateway.http.listen", List.of("127.0.0.1:0"),
                    "gateway.tls.certificate", certificate.toString(),
                    "gateway.tls.key", folder.resolve("server.key").toString(),
                    "gateway.users.demo.tokens", List.of(TokenHash.of(token).text())))
            .config();
    GatewayServer server =
        GatewayServer.start(config, Clock.systemUTC(), Timing.of(System::nanoTime));
    return new DemoGateway(config, server, tokenFile, token, pinOf(certificate));
  }

  /** The standard port, or 0 for any if a gateway runs on this machine already. */
  private static int freePort() {
    try (ServerSocket probe = new ServerSocket(ServerAddress.STANDARD_PORT)) {
      return probe.getLocalPort();
    } catch (IOException e) {
      return 0;
    }
  }

  static String pinOf(Path certificate) throws Exception {
    try (var in = Files.newInputStream(certificate)) {
      return Pin.of(CertificateFactory.getInstance("X.509").generateCertificate(in).getPublicKey());
    }
  }

  ServerAddress address() {
    return new ServerAddress("127.0.0.1", server.addresses().get(0).getPort());
  }

  /** What a client needs to get in. */
  ServerAccess access() {
    return new ServerAccess(address(), new UserToken(USER, token), new Trust.Pin(pin));
  }

  /** The names of the boards, in the operator's order. */
  List<String> boards() {
    return List.copyOf(config.boards().keySet());
  }

  String sessionTable() {
    return server.tableText();
  }

  /** The options that let a client by hand in, for copying. */
  String clientOptions() {
    return "--server %s --user %s --token-file %s --pin %s"
        .formatted(address(), USER, tokenFile, pin);
  }

  @Override
  public void close() {
    server.close();
  }
}
