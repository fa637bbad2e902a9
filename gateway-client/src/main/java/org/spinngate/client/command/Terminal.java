package org.spinngate.client.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a person looks at a stream. */
final class Terminal {
  private Terminal() {}

  /**
   * Linux tells. Elsewhere the answer is no, which costs nothing but lines that are not rewritten.
   *
   * @param descriptor {@code /proc/self/fd/2}
   */
  static boolean isOnStandardError(Path descriptor) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
