package org.spinngate.server.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How files are written that tell who had which board: for their owner only, never by way of a link
 * that somebody else may have put there, and as a whole or not at all. All of it blocks.
 */
public final class SafeFile {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private SafeFile() {}

  /**
   * Opens a file, and no link.
   *
   * @param options a file that they make is its owner's only
   */
  public static FileChannel open(Path path, OpenOption... options) throws IOException {
    Set<OpenOption> all = new HashSet<>(List.of(options));
    all.add(LinkOption.NOFOLLOW_LINKS);
    return POSIX
        ? FileChannel.open(path, all, PosixFilePermissions.asFileAttribute(OWNER))
        : FileChannel.open(path, all, new FileAttribute<?>[0]);
  }

  /** Takes a file of an earlier version away from everybody else. */
  public static void closeToOthers(Path path) throws IOException {
    if (POSIX && !Files.isSymbolicLink(path)) {
      Files.setPosixFilePermissions(path, OWNER);
    }
  }

  /**
   * Gives a file another content. Whenever the process or the machine ends, the file has either the
   * old content or the new one, whole.
   */
  public static void replace(Path path, String content) throws IOException {
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(fresh); // of an attempt that was broken off
    try {
      try (FileChannel channel = open(fresh, CREATE_NEW, WRITE)) {
        write(channel, content);
        channel.force(true);
      }
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(fresh); // the disk may be full of it
      throw e;
    }
    force(path.toAbsolutePath().resolveSibling(""));
  }

  /** Writes all of it, where the channel stands. */
  public static void write(FileChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** So that the new name outlives the machine, too. */
  private static void force(Path folder) throws IOException {
    if (POSIX) {
      try (FileChannel channel = FileChannel.open(folder, READ)) {
        channel.force(true);
      }
    }
  }
}
