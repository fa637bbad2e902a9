package org.spinngate.protocol.text;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

/**
 * Names of files as UTF-8. {@link Path#of(String, String...)} encodes a name as the locale says,
 * and fails for a character that the locale does not have; a {@code file:} URI holds the bytes of
 * the name themselves.
 */
public final class FileNames {
  private static final Path WORKING_DIRECTORY = Path.of("/proc/self/cwd");
  private static final String PLAIN = "-._~/";

  private final boolean nativeIsUtf8;

  /** For this process. */
  public FileNames() {
    this(new SystemText().nativeIsUtf8());
  }

  /**
   * @param nativeIsUtf8 whether Java encodes names as UTF-8 by itself
   */
  FileNames(boolean nativeIsUtf8) {
    this.nativeIsUtf8 = nativeIsUtf8;
  }

  /**
   * The file of this name; a relative one starts from the working directory.
   *
   * @throws InvalidPathException for a text that names no file on any system
   */
  public Path path(String text) {
    return isPlain(text) ? Path.of(text) : exact(text.startsWith("/") ? "" : here(), text);
  }

  /**
   * The file of this name.
   *
   * @param base where a relative name starts from
   * @throws InvalidPathException for a text that names no file on any system
   */
  public Path resolve(Path base, String text) {
    if (isPlain(text)) {
      return base.resolve(text);
    }
    return text.startsWith("/") ? exact("", text) : exact(folder(base), text);
  }

  /** The name of a file for a person, also where Java shows only marks for what it cannot read. */
  public static String text(Path file) {
    String name = file.toString();
    if (name.indexOf('\ufffd') < 0) {
      return name;
    }
    String exact = Objects.requireNonNullElse(file.toUri().getPath(), name);
    return exact.endsWith("/") ? exact.substring(0, exact.length() - 1) : exact;
  }

  private boolean isPlain(String text) {
    return nativeIsUtf8 || text.indexOf('\0') >= 0 || text.chars().allMatch(c -> c < 0x80);
  }

  private static Path exact(String folder, String text) {
    return Path.of(URI.create((folder.isEmpty() ? "file://" : folder) + escaped(text)));
  }

  private static String here() {
    try {
      return folder(Files.exists(WORKING_DIRECTORY) ? WORKING_DIRECTORY.toRealPath() : Path.of(""));
    } catch (IOException e) {
      return folder(Path.of(""));
    }
  }

  private static String folder(Path folder) {
    String uri = folder.toAbsolutePath().toUri().toString();
    return uri.endsWith("/") ? uri : uri + "/";
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (octet & 0xff);
      if (isUnreserved(character)) {
        escaped.append(character);
      } else {
        String digits = HexFormat.of().toHexDigits(octet);
        escaped.append('%').append(digits.toUpperCase(Locale.ROOT));
      }
    }
    return escaped.toString();
  }

  private static boolean isUnreserved(char character) {
    return character < 0x80
        && (Character.isLetterOrDigit(character) || PLAIN.indexOf(character) >= 0);
  }
}
