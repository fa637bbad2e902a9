package org.spinngate.client.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.spinngate.protocol.Hello;

/** Reads the token; none of its messages ever contains it. */
final class TokenFile {
  private static final int MOST_FILE_BYTES = 4096;

  private TokenFile() {}

  /**
   * The token in the file, without the line's end.
   *
   * @throws IOException with a sentence for the user if there is none
   */
  static String read(Path file) throws IOException {
    String token = content(file).stripTrailing();
    if (token.isEmpty()) {
      throw new IOException("token file " + file + " is empty");
    }
    if (token.chars().anyMatch(Character::isWhitespace)) {
      throw new IOException("token file " + file + " holds more than one word");
    }
    if (token.getBytes(StandardCharsets.UTF_8).length > Hello.MAX_TOKEN) {
      throw new IOException("token file " + file + " holds something too long for a token");
    }
    return token;
  }

  private static String content(Path file) throws IOException {
    try {
      if (Files.size(file) > MOST_FILE_BYTES) {
        throw new IOException("token file " + file + " is too long to hold a token");
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new IOException("token file " + file + " does not exist", e);
    } catch (CharacterCodingException e) {
      throw new IOException("token file " + file + " is not text", e);
    } catch (FileSystemException e) {
      throw new IOException("token file " + file + " cannot be read", e);
    }
  }

  /** Whether others than its owner may read the file, as far as the file system can say. */
  static boolean isOpenToOthers(Path file) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      return permissions.contains(PosixFilePermission.GROUP_READ)
          || permissions.contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
