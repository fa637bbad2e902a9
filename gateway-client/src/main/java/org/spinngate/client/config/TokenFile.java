package org.spinngate.client.config;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.regex.Pattern;
import org.spinngate.protocol.Hello;

/** Reads the token; none of its messages ever contains it. */
final class TokenFile {
  private static final int MOST_FILE_BYTES = 4096;

  /** The byte order mark, which says in which order bytes are, and is no text. */
  private static final String MARK = "\uFEFF";

  private static final Pattern HASH = Pattern.compile("sha256:[0-9A-Fa-f]{64}");

  private TokenFile() {}

  /**
   * The token in the file, without the mark that some editors put in front, and without blanks and
   * empty lines around it. What cannot be a token is refused here: at the server it would count as
   * a failed login.
   *
   * @throws IOException with a sentence for the user if there is none
   */
  static String read(Path file) throws IOException {
    String token = text(file).strip();
    String problem = problem(token);
    if (!problem.isEmpty()) {
      throw new IOException("token file " + file + " " + problem);
    }
    return token;
  }

  private static String problem(String token) {
    if (token.isEmpty()) {
      return "is empty";
    }
    if (token.codePoints().anyMatch(TokenFile::isInvisible)) {
      return "holds characters that cannot be seen; put the token there anew, as plain text";
    }
    if (token.codePoints().anyMatch(TokenFile::isBlank)) {
      return "holds more than one word";
    }
    if (HASH.matcher(token).matches()) {
      return "holds the hash that belongs into the server's configuration, and not the token";
    }
    if (token.getBytes(UTF_8).length > Hello.MAX_TOKEN) {
      return "holds something too long for a token";
    }
    return "";
  }

  private static boolean isBlank(int character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }

  private static boolean isInvisible(int character) {
    return (Character.isISOControl(character) && !Character.isWhitespace(character))
        || Character.getType(character) == Character.FORMAT
        || !Character.isDefined(character);
  }

  /** UTF-8, or UTF-16 if the file says so, as what Windows PowerShell redirects does. */
  private static String text(Path file) throws IOException {
    byte[] bytes = content(file);
    try {
      CharsetDecoder decoder = (isUtf16(bytes) ? UTF_16 : UTF_8).newDecoder();
      String text = decoder.decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
    } catch (CharacterCodingException e) {
      throw new IOException("token file " + file + " is not text", e);
    }
  }

  private static boolean isUtf16(byte[] bytes) {
    int mark = bytes.length < 2 ? 0 : ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
    return mark == 0xFEFF || mark == 0xFFFE;
  }

  private static byte[] content(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("token file " + file + " is a directory");
    }
    // Pipes and devices do not say how much comes.
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_FILE_BYTES + 1);
      if (bytes.length > MOST_FILE_BYTES) {
        throw new IOException("token file " + file + " is too long to hold a token");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new IOException("token file " + file + " does not exist", e);
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
