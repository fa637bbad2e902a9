package org.spinngate.server.operate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file of a Unix domain socket, of which nobody but its owner ever has a chance: it is made in
 * a directory of its owner alone, gets mode 0600 there, and only then the name by which it is
 * known.
 */
final class SocketFile {
  /** The system's limit, in bytes (Linux: sun_path of unix(7), 108 with the end). */
  private static final int LONGEST_PATH = 107;

  private static final String OWNER_ONLY = "rw-------";

  private final Path path;
  private final @Nullable Object identity;

  private SocketFile(Path path, @Nullable Object identity) {
    this.path = path;
    this.identity = identity;
  }

  /** What binds a socket to a path. */
  interface Binding {
    void bind(Path path) throws IOException;
  }

  /**
   * Binds a socket and puts it at its place. That of a server that is gone is replaced.
   *
   * @throws IOException in words for the operator, if the place is taken or not safe
   */
  static SocketFile make(Path path, Binding binding) throws IOException {
    requireShort(path);
    SocketDirectory.prepare(directory(path));
    refuseIfTaken(path);
    Path workshop = Files.createTempDirectory(directory(path), ".c");
    Path draft = workshop.resolve("s");
    try {
      requireShort(draft);
      binding.bind(draft);
      if (SocketDirectory.hasModes(workshop)) {
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString(OWNER_ONLY));
      }
      Object identity = identity(draft);
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
      return new SocketFile(path, identity);
    } finally {
      Files.deleteIfExists(draft);
      Files.deleteIfExists(workshop);
    }
  }

  /** By which it is known. */
  Path path() {
    return path;
  }

  /** Takes the file away, unless another server has put its own there. */
  void remove() throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && Objects.equals(identity, identity(path))) {
      Files.delete(path);
    }
  }

  private static Path directory(Path path) {
    return Objects.requireNonNullElse(path.toAbsolutePath().getParent(), path);
  }

  private static void requireShort(Path path) throws IOException {
    int length = path.toString().getBytes(UTF_8).length;
    if (length > LONGEST_PATH) {
      throw new IOException(
          "the path %s has %d bytes, and the system allows %d; choose a shorter one by gateway.control.socket"
              .formatted(path, length, LONGEST_PATH));
    }
  }

  private static void refuseIfTaken(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!attributes(path).isOther()) {
      throw new FileAlreadyExistsException(path + " exists and is no socket; it is left alone");
    }
    if (isLive(path)) {
      throw new FileAlreadyExistsException("another gateway listens at " + path);
    }
  }

  /** Whether a server listens there, or the file is left over by one that was killed. */
  private static boolean isLive(Path path) throws IOException {
    try {
      SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
      return true;
    } catch (ConnectException e) {
      return false;
    } catch (SocketException e) {
      throw new IOException("cannot tell who listens at " + path + ": " + e.getMessage(), e);
    }
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Device and number of the file, which a rename does not change. */
  private static @Nullable Object identity(Path path) throws IOException {
    return attributes(path).fileKey();
  }
}
