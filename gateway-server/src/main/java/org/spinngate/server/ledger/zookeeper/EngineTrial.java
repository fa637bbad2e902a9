package org.spinngate.server.ledger.zookeeper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.spinngate.server.config.ClusterSettings.Engine;
import org.spinngate.server.config.ClusterSettings.Identity;
import org.spinngate.server.tls.PemFiles;

/**
 * Finds out why the engine is not reached: ZooKeeper's client tries again and again, and tells
 * nobody why it must.
 *
 * <p>Blocks, for 4 s a server at most: for a thread of its own.
 */
final class EngineTrial {
  private static final int PATIENCE_MILLIS = 2_000;
  private static final String SILENT = "takes connections, and has no session for us: no quorum?";

  private final Engine engine;

  EngineTrial(Engine engine) {
    this.engine = engine;
  }

  /** What is in the way at each server, in one line. */
  String reasons() {
    return engine.servers().stream()
        .map(server -> server.getHostString() + ":" + server.getPort() + " " + reason(server))
        .collect(Collectors.joining("; "));
  }

  private String reason(InetSocketAddress server) {
    Optional<SSLContext> context;
    try {
      context =
          engine.tls().isPresent() ? Optional.of(context(engine.tls().get())) : Optional.empty();
    } catch (IOException | GeneralSecurityException e) {
      return "is not asked: certificate, key or ca cannot be read (" + e.getMessage() + ")";
    }
    try (Socket socket = new Socket()) {
      InetAddress address = InetAddress.getByName(server.getHostString());
      socket.connect(new InetSocketAddress(address, server.getPort()), PATIENCE_MILLIS);
      return context.isPresent() ? greet(context.get(), socket, server) : SILENT;
    } catch (IOException e) {
      return "cannot be connected to (" + e.getMessage() + ")";
    }
  }

  private static String greet(SSLContext context, Socket socket, InetSocketAddress server) {
    try (SSLSocket secure =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(socket, server.getHostString(), server.getPort(), true)) {
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
      secure.setSoTimeout(PATIENCE_MILLIS);
      secure.startHandshake();
      return listen(secure);
    } catch (SSLException e) {
      return "has no certificate that we trust for that name (" + e.getMessage() + ")";
    } catch (IOException e) {
      return "does not finish the handshake of TLS (" + e.getMessage() + ")";
    }
  }

  /** A server that does not want our certificate says so only after the handshake. */
  private static String listen(SSLSocket secure) {
    try {
      return secure.getInputStream().read() < 0 ? "ends the connection" : SILENT;
    } catch (SocketTimeoutException e) {
      return SILENT;
    } catch (IOException e) {
      return "refuses our certificate (" + e.getMessage() + ")";
    }
  }

  private static SSLContext context(Identity identity)
      throws IOException, GeneralSecurityException {
    char[] password = {};
    KeyStore own = empty();
    own.setKeyEntry(
        "own",
        PemFiles.privateKey(PemFiles.read(identity.own().key())),
        password,
        PemFiles.certificates(PemFiles.read(identity.own().certificate()))
            .toArray(X509Certificate[]::new));
    KeyStore trusted = empty();
    List<X509Certificate> authorities = PemFiles.certificates(PemFiles.read(identity.ca()));
    for (int i = 0; i < authorities.size(); i++) {
      trusted.setCertificateEntry("ca" + i, authorities.get(i));
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, password);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
