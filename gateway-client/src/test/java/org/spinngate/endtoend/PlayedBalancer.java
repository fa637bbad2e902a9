package org.spinngate.endtoend;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A load balancer in plain blocking Java, at a loopback address of its own: each of its connections
 * to the server begins with a header, and then passes on what comes.
 */
final class PlayedBalancer implements AutoCloseable {
  static final String ADDRESS = "127.94.22.1";

  private final InetSocketAddress server;
  private final ServerSocket listener;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private volatile byte[] header;

  /**
   * @param header what connections to the server begin with
   */
  PlayedBalancer(InetSocketAddress server, byte[] header) {
    this.server = server;
    this.header = header;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getByName(ADDRESS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("balancer", this::acceptAll);
  }

  /** What connections begin with from here on. */
  void header(byte[] other) {
    header = other;
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  private void acceptAll() throws IOException {
    while (true) {
      Socket user = listener.accept();
      Socket toServer = new Socket(server.getAddress(), server.getPort(), own(), 0);
      open.add(user);
      open.add(toServer);
      toServer.setTcpNoDelay(true);
      user.setTcpNoDelay(true);
      toServer.getOutputStream().write(header);
      start("to-server", () -> pass(user, toServer));
      start("to-user", () -> pass(toServer, user));
    }
  }

  private InetAddress own() {
    return listener.getInetAddress();
  }

  private void pass(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  /** Something that ends with its sockets. */
  private interface Work {
    void run() throws IOException;
  }

  private static void start(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                // By either end, or by the test.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Closeable one : open) {
        one.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
