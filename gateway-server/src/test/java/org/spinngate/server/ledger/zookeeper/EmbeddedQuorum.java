package org.spinngate.server.ledger.zookeeper;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.zookeeper.server.embedded.ExitHandler;
import org.apache.zookeeper.server.embedded.ZooKeeperServerEmbedded;
import org.jspecify.annotations.Nullable;
import org.spinngate.server.config.TlsSettings;

/**
 * A quorum of three ZooKeeper servers in this process, each at a loopback address of its own, on
 * ports that are free. What they have survives their restart, not this object's end.
 *
 * <p>Not thread-safe. With TLS, system properties of this process say how the servers use it, so
 * that there can be only one such quorum at a time.
 */
public final class EmbeddedQuorum implements AutoCloseable {
  private static final int SIZE = 3;
  private static final long START_MILLIS = 60_000;

  private final Path folder;
  private final Optional<TlsSettings> tls;
  private final Properties before = new Properties();
  private final List<Node> nodes = new ArrayList<>();

  /** One server, which runs or not. */
  private static final class Node {
    private final InetSocketAddress address;
    private final InetSocketAddress secureAddress;
    private final String member;
    private @Nullable ZooKeeperServerEmbedded server;

    private Node(String host) {
      address = new InetSocketAddress(host, freePort(host));
      secureAddress = new InetSocketAddress(host, freePort(host));
      member = host + ":" + freePort(host) + ":" + freePort(host);
    }
  }

  private EmbeddedQuorum(Path folder, String network, Optional<TlsSettings> tls) {
    this.folder = folder;
    this.tls = tls;
    before.putAll(System.getProperties());
    for (int i = 0; i < SIZE; i++) {
      nodes.add(new Node(network + (i + 1)));
    }
  }

  /**
   * Starts one, and returns when it serves; if it fails nothing of it runs.
   *
   * @param folder for what it stores
   * @param network the first three bytes of its addresses, such as {@code 127.71.3.}; nobody else's
   */
  public static EmbeddedQuorum plain(Path folder, String network) {
    return new EmbeddedQuorum(folder, network, Optional.empty()).started();
  }

  /**
   * The same that also serves clients with a certificate by TLS.
   *
   * @param identity its certificate bears all its addresses, and is its own authority and that of
   *     its clients
   */
  public static EmbeddedQuorum secure(Path folder, String network, TlsSettings identity) {
    return new EmbeddedQuorum(folder, network, Optional.of(identity)).started();
  }

  private EmbeddedQuorum started() {
    try {
      startAll(IntStream.range(0, SIZE).boxed().toList());
      return this;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Where the servers are, also while they do not run. */
  public List<InetSocketAddress> addresses() {
    return nodes.stream().map(node -> node.address).toList();
  }

  /** Where they serve by TLS. */
  public List<InetSocketAddress> secureAddresses() {
    return nodes.stream().map(node -> node.secureAddress).toList();
  }

  /** How many sessions a server knows, its own and those of the others. */
  public int sessions(int which) {
    return Integer.parseInt(told(which, "zk_global_sessions"));
  }

  /** Which server leads, of 0, 1 and 2; all of them must run. */
  public int leader() {
    return IntStream.range(0, SIZE)
        .filter(which -> told(which, "zk_server_state").equals("leader"))
        .findFirst()
        .orElseThrow();
  }

  private String told(int which, String key) {
    InetSocketAddress address = nodes.get(which).address;
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.getOutputStream().write("mntr".getBytes(US_ASCII));
      String all = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      return all.lines()
          .filter(line -> line.startsWith(key + "\t"))
          .map(line -> line.substring(key.length() + 1))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops these servers, of 0, 1 and 2. */
  public void stop(int... which) {
    for (int i : which) {
      ZooKeeperServerEmbedded server = nodes.get(i).server;
      if (server != null) {
        server.close();
        nodes.get(i).server = null;
      }
    }
  }

  /** Starts these servers again, and returns when they serve; with others it must be a quorum. */
  public void start(int... which) {
    startAll(IntStream.of(which).boxed().toList());
  }

  /** Side by side, since none serves before there is a quorum. */
  private void startAll(List<Integer> which) {
    CompletableFuture.allOf(
            which.stream()
                .map(
                    i ->
                        CompletableFuture.runAsync(
                            () -> start(i), work -> new Thread(work).start()))
                .toArray(CompletableFuture<?>[]::new))
        .join();
  }

  private void start(int which) {
    Path home = folder.resolve("zk" + (which + 1));
    try {
      Files.createDirectories(home.resolve("data"));
      Files.writeString(home.resolve("data/myid"), String.valueOf(which + 1));
      ZooKeeperServerEmbedded server =
          ZooKeeperServerEmbedded.builder()
              .baseDir(home)
              .configuration(configuration(which, home))
              .exitHandler(ExitHandler.LOG_ONLY)
              .build();
      server.start(START_MILLIS);
      nodes.get(which).server = server;
    } catch (Exception e) {
      throw new IllegalStateException("no server " + which, e);
    }
  }

  private Properties configuration(int which, Path home) {
    Properties all = new Properties();
    all.put("tickTime", "500");
    all.put("initLimit", "40");
    all.put("syncLimit", "20");
    all.put("admin.enableServer", "false");
    all.put("maxClientCnxns", "0");
    all.put("dataDir", home.resolve("data").toString());
    // Nothing here must outlive the machine, and disks of tests are slow.
    all.put("forceSync", "no");
    all.put("preAllocSize", "64");
    for (int i = 0; i < SIZE; i++) {
      all.put("server." + (i + 1), nodes.get(i).member);
    }
    all.put("4lw.commands.whitelist", "mntr");
    listen(all, "clientPort", nodes.get(which).address);
    tls.ifPresent(identity -> secure(all, identity));
    tls.ifPresent(any -> listen(all, "secureClientPort", nodes.get(which).secureAddress));
    return all;
  }

  private static void listen(Properties all, String key, InetSocketAddress address) {
    all.put(key, String.valueOf(address.getPort()));
    all.put(key + "Address", address.getHostString());
  }

  private void secure(Properties all, TlsSettings identity) {
    all.put("serverCnxnFactory", "org.apache.zookeeper.server.NettyServerCnxnFactory");
    all.put("authProvider.x509", "org.apache.zookeeper.server.auth.X509AuthenticationProvider");
    all.put("ssl.keyStore.type", "PEM");
    all.put("ssl.keyStore.location", oneFile(identity).toString());
    all.put("ssl.trustStore.type", "PEM");
    all.put("ssl.trustStore.location", identity.certificate().toString());
    all.put("ssl.clientAuth", "need");
  }

  private Path oneFile(TlsSettings identity) {
    try {
      return Files.writeString(
          folder.resolve("server-both.pem"),
          Files.readString(identity.key()) + Files.readString(identity.certificate()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort(String host) {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stop(0, 1, 2);
    System.setProperties(before);
  }
}
