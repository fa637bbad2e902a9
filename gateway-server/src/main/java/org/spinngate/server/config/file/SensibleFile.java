package org.spinngate.server.config.file;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are read to their end: a pipe or a device may have none, and a giant is a mistake. */
public final class SensibleFile {
  /** No configuration or certificate is longer, in bytes. */
  private static final long LONGEST = 1L << 20;

  private SensibleFile() {}

  /** Whether there is such a file; links are followed. */
  public static boolean is(Path path) {
    return Files.isRegularFile(path) && path.toFile().length() <= LONGEST;
  }
}
