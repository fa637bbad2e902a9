package org.spinngate.endtoend.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The TCP and UDP sockets of this process, as Linux tells of them. */
final class Sockets {
  private static final Path OWN = Path.of("/proc/self");
  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private Sockets() {}

  /** One line for each: protocol, addresses in hexadecimal, state. */
  static Set<String> open() {
    try {
      Set<String> ours = inodes();
      Set<String> open = new TreeSet<>();
      for (String protocol : new String[] {"tcp", "tcp6", "udp", "udp6"}) {
        Files.readAllLines(OWN.resolve("net").resolve(protocol)).stream()
            .map(line -> line.trim().split("\\s+"))
            .filter(fields -> ours.contains(fields[INODE]))
            .map(
                fields ->
                    "%s %s %s state %s"
                        .formatted(protocol, fields[LOCAL], fields[REMOTE], fields[STATE]))
            .forEach(open::add);
      }
      return open;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> inodes() throws IOException {
    try (Stream<Path> descriptors = Files.list(OWN.resolve("fd"))) {
      return descriptors.map(Sockets::inode).filter(Objects::nonNull).collect(Collectors.toSet());
    }
  }

  private static String inode(Path descriptor) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith("socket:") ? target.replaceAll("\\D", "") : null;
    } catch (IOException closedMeanwhile) {
      return null;
    }
  }
}
