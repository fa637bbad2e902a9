package org.spinngate.server.operate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The directory of a socket: nobody but its owner may put files in another's place. */
final class SocketDirectory {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** In such a directory everybody may make files, but not take away those of others. */
  private static final int STICKY = 01000;

  private static final String MODE = "unix:mode";
  private static final String OWNER = "unix:uid";
  private static final int ROOT = 0;

  private SocketDirectory() {}

  /** Makes it, for its owner alone, if it is not there; refuses one that is not safe. */
  static void prepare(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      make(directory);
    }
    if (hasModes(directory)) {
      requireSafe(directory);
    }
  }

  /** Whether files have an owner and a mode here. */
  static boolean hasModes(Path directory) {
    return directory.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  /**
   * Whether what is found here is what it seems to be. Where everybody may make directories,
   * anybody may have made this one, under the name that we expect.
   */
  static boolean isTrusted(Path directory) {
    try {
      Path parent = directory.toAbsolutePath().getParent();
      if (parent == null || !hasModes(directory)) {
        return true;
      }
      boolean open =
          Files.getPosixFilePermissions(parent).contains(PosixFilePermission.OTHERS_WRITE);
      String owner = Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).getName();
      return !open || owner.equals(System.getProperty("user.name"));
    } catch (IOException e) {
      return false;
    }
  }

  private static void make(Path directory) throws IOException {
    if (hasModes(directory)) {
      Files.createDirectories(directory, OWNER_ONLY);
    } else {
      Files.createDirectories(directory);
    }
  }

  private static void requireSafe(Path directory) throws IOException {
    int mode = (int) Files.getAttribute(directory, MODE);
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
    boolean foreignersWrite =
        permissions.contains(PosixFilePermission.GROUP_WRITE)
            || permissions.contains(PosixFilePermission.OTHERS_WRITE);
    if (foreignersWrite && (mode & STICKY) == 0) {
      throw new IOException(
          "others may write into the directory "
              + directory
              + "; take that right away (chmod go-w)");
    }
    requireOwner(directory);
  }

  /** A directory of another user could be changed below our feet. */
  private static void requireOwner(Path directory) throws IOException {
    int owner = (int) Files.getAttribute(directory, OWNER);
    if (owner == ROOT) {
      return;
    }
    Path own = Files.createTempDirectory(directory, ".c");
    try {
      if ((int) Files.getAttribute(own, OWNER) != owner) {
        throw new IOException("the directory " + directory + " belongs to another user");
      }
    } finally {
      Files.delete(own);
    }
  }
}
