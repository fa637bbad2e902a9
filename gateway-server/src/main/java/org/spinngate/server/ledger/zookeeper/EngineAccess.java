package org.spinngate.server.ledger.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.ACL;
import org.spinngate.server.config.ClusterSettings;
import org.spinngate.server.config.ClusterSettings.Engine;
import org.spinngate.server.config.ClusterSettings.Identity;
import org.spinngate.server.config.TlsSettings;

/**
 * Where ZooKeeper is, who we are there, and what our keys are called there. Everything is said to
 * each client itself, so that no system property of this process matters.
 *
 * <p>Confined to the ledger's thread.
 */
final class EngineAccess {
  private final Engine engine;
  private Optional<Path> combined = Optional.empty();

  EngineAccess(Engine engine) {
    this.engine = engine;
  }

  String servers() {
    return engine.servers().stream().map(ClusterSettings::text).collect(Collectors.joining(","));
  }

  /** In which order they are tried, and how fast. */
  EngineServers order() {
    return new EngineServers(engine.servers());
  }

  /** The path of a key; that of the empty one is the chroot. */
  String path(String key) {
    return engine.chroot() + key;
  }

  /** The key of a path. */
  String key(String path) {
    return path.substring(engine.chroot().length());
  }

  /** The chroot and all above it, from the top. */
  List<String> chroots() {
    List<String> paths = new ArrayList<>();
    for (int end = engine.chroot().indexOf('/', 1); end > 0; ) {
      paths.add(engine.chroot().substring(0, end));
      end = engine.chroot().indexOf('/', end + 1);
    }
    paths.add(engine.chroot());
    return paths;
  }

  /**
   * Holders of a certificate with our subject may do everything; without one we are on loopback.
   */
  List<ACL> acl() {
    return engine.tls().isPresent() ? Ids.CREATOR_ALL_ACL : Ids.OPEN_ACL_UNSAFE;
  }

  /**
   * How a client is to behave.
   *
   * @throws IOException if certificate or key cannot be read
   */
  ZKClientConfig client() throws IOException {
    ZKClientConfig config = new ZKClientConfig();
    config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
    config.setProperty(ZKClientConfig.SECURE_CLIENT, String.valueOf(engine.tls().isPresent()));
    config.setProperty(ZKClientConfig.ZOOKEEPER_REQUEST_TIMEOUT, "3000");
    // Only TLS needs the client that uses Netty.
    config.setProperty(
        ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET,
        "org.apache.zookeeper.ClientCnxnSocket" + (engine.tls().isPresent() ? "Netty" : "NIO"));
    if (engine.tls().isPresent()) {
      identify(config, engine.tls().get());
    }
    return config;
  }

  private void identify(ZKClientConfig config, Identity identity) throws IOException {
    config.setProperty("zookeeper.ssl.keyStore.type", "PEM");
    config.setProperty("zookeeper.ssl.keyStore.location", oneFile(identity.own()).toString());
    config.setProperty("zookeeper.ssl.keyStore.password", "");
    config.setProperty("zookeeper.ssl.trustStore.type", "PEM");
    config.setProperty("zookeeper.ssl.trustStore.location", identity.ca().toString());
    config.setProperty("zookeeper.ssl.trustStore.password", "");
    config.setProperty("zookeeper.ssl.hostnameVerification", "true");
  }

  /** ZooKeeper wants key and certificate in one file, which only we can read. */
  private Path oneFile(TlsSettings own) throws IOException {
    if (own.key().equals(own.certificate())) {
      return own.key();
    }
    if (combined.isEmpty()) {
      Path made = Files.createTempFile("spinnaker-gateway-", ".pem");
      made.toFile().deleteOnExit();
      combined = Optional.of(made);
    }
    String both = Files.readString(own.key()) + "\n" + Files.readString(own.certificate());
    return Files.writeString(combined.get(), both, UTF_8);
  }

  /** Leaves no file behind. */
  void forget() {
    combined.ifPresent(file -> file.toFile().delete());
    combined = Optional.empty();
  }
}
