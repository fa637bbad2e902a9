package org.spinngate.client.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds out who has a UDP port, where Linux tells: {@code /proc/net/udp} names the socket, and
 * {@code /proc/PID/fd} whose it is. Other users' processes stay unknown.
 */
public final class PortOwner {
  private static final String USUAL =
      "another program (usually another gateway-client, spinnaker_proxy or a simulator)";
  private static final int ADDRESS_COLUMN = 1;
  private static final int INODE_COLUMN = 9;

  private final Path proc;

  /**
   * @param proc {@code /proc}
   */
  public PortOwner(Path proc) {
    this.proc = proc;
  }

  /** The owner in words, or who it usually is. */
  public String describe(InetSocketAddress address) {
    try {
      Set<String> sockets = new HashSet<>();
      sockets.addAll(socketsOn(address, "udp"));
      sockets.addAll(socketsOn(address, "udp6"));
      return sockets.isEmpty() ? USUAL : ownerOf(sockets).orElse(USUAL);
    } catch (IOException | UncheckedIOException e) {
      return USUAL;
    }
  }

  private Set<String> socketsOn(InetSocketAddress address, String table) throws IOException {
    Set<String> sockets = new HashSet<>();
    Path file = proc.resolve("net").resolve(table);
    List<String> lines = Files.isReadable(file) ? Files.readAllLines(file) : List.of();
    for (String line : lines) {
      String[] columns = line.strip().split("\\s+", -1);
      if (columns.length > INODE_COLUMN && conflicts(columns[ADDRESS_COLUMN], address)) {
        sockets.add("socket:[" + columns[INODE_COLUMN] + "]");
      }
    }
    return sockets;
  }

  /** Whether a socket bound there, such as {@code 0100007F:45E5}, is in the way. */
  private static boolean conflicts(String bound, InetSocketAddress address) {
    int colon = bound.indexOf(':');
    String port = String.format("%04X", address.getPort());
    if (colon < 0 || !bound.substring(colon + 1).equals(port)) {
      return false;
    }
    String host = bound.substring(0, colon);
    String wanted = inProcessorsOrder(address);
    boolean wildcard = host.chars().allMatch(digit -> digit == '0');
    return wildcard ? host.length() >= wanted.length() : host.endsWith(wanted);
  }

  /** The kernel prints an address as numbers of 32 bits in the processor's order of bytes. */
  private static String inProcessorsOrder(InetSocketAddress address) {
    StringBuilder digits = new StringBuilder();
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress().getAddress());
    while (bytes.hasRemaining()) {
      digits.append(String.format("%08X", Integer.reverseBytes(bytes.getInt())));
    }
    return digits.toString();
  }

  private Optional<String> ownerOf(Set<String> sockets) throws IOException {
    try (Stream<Path> processes = Files.list(proc)) {
      return processes
          .filter(process -> process.getFileName().toString().matches("\\d+"))
          .filter(process -> has(process, sockets))
          .findFirst()
          .map(PortOwner::name);
    }
  }

  private static boolean has(Path process, Set<String> sockets) {
    try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
      return descriptors.anyMatch(descriptor -> sockets.contains(target(descriptor)));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static String name(Path process) {
    String pid = process.getFileName().toString();
    try {
      return Files.readString(process.resolve("comm")).strip() + " (process " + pid + ")";
    } catch (IOException e) {
      return "process " + pid;
    }
  }
}
