package org.spinngate.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network of its own within this machine (network_namespaces(7)), with a loopback interface that
 * nobody else sees. It lasts as long as a process that does nothing in it.
 */
final class NetworkNamespace implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final Path OURS = Path.of("/proc/self/ns/net");

  private final Process keeper;

  /** Makes one whose loopback interface is up. */
  NetworkNamespace() throws IOException, InterruptedException {
    keeper = new ProcessBuilder("unshare", "-n", "sleep", "900").start();
    Path theirs = Path.of("/proc", String.valueOf(keeper.pid()), "ns", "net");
    await()
        .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .until(() -> !link(theirs).equals(link(OURS)));
    run("ip", "link", "set", "lo", "up");
  }

  /** Lets a test go on only where such a thing can be made. */
  static void assumePossible() {
    boolean possible;
    try {
      possible = new ProcessBuilder("unshare", "-n", "ip", "link").start().waitFor() == 0;
    } catch (IOException | InterruptedException e) {
      possible = false;
    }
    assumeTrue(possible, "only root can make network namespaces, on Linux, with unshare and ip");
  }

  private static String link(Path path) {
    try {
      return Files.readSymbolicLink(path).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lays a cable to another one. */
  void connect(String address, NetworkNamespace other, String otherAddress)
      throws IOException, InterruptedException {
    String there = String.valueOf(other.keeper.pid());
    run("ip", "link", "add", "cable", "type", "veth", "peer", "name", "cable", "netns", there);
    up(address);
    other.up(otherAddress);
  }

  private void up(String address) throws IOException, InterruptedException {
    run("ip", "addr", "add", address, "dev", "cable");
    run("ip", "link", "set", "cable", "up");
  }

  /** What to put before a command to run it there. */
  List<String> entry() {
    return List.of("nsenter", "-n", "-t", String.valueOf(keeper.pid()));
  }

  /** Runs a short command there and returns what it says. */
  String run(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(entry());
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", words) + ": " + said);
    }
    return said;
  }

  @Override
  public void close() {
    keeper.destroyForcibly().onExit().join();
  }
}
