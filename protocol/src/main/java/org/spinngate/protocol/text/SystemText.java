package org.spinngate.protocol.text;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the operating system tells a process and hears from it. Java reads and writes that in the
 * encoding of the locale, which loses every character beyond ASCII if the locale is {@code C}, as
 * it is under cron, in containers and over some remote shells.
 */
public final class SystemText {
  private static final Path SELF = Path.of("/proc/self");

  private final Path self;
  private final boolean nativeIsUtf8;

  /** For this process. */
  public SystemText() {
    this(SELF, isUtf8(System.getProperty("sun.jnu.encoding", "")));
  }

  /** For this process, as if its locale had this encoding. */
  public static SystemText ofLocale(String encoding) {
    return new SystemText(SELF, isUtf8(encoding));
  }

  /**
   * @param self what Linux tells about the process
   * @param nativeIsUtf8 whether Java understands the system's text by itself
   */
  SystemText(Path self, boolean nativeIsUtf8) {
    this.self = self;
    this.nativeIsUtf8 = nativeIsUtf8 || File.separatorChar != '/';
  }

  /** Whether Java's own encoding of names of files and of arguments loses nothing. */
  public boolean nativeIsUtf8() {
    return nativeIsUtf8;
  }

  private static boolean isUtf8(String encoding) {
    return Charset.isSupported(encoding.isEmpty() ? "none" : encoding)
        && Charset.forName(encoding).equals(StandardCharsets.UTF_8);
  }

  /**
   * The arguments as they were written.
   *
   * @param arguments as Java understood them; they stay if nothing better is known
   */
  public String[] arguments(String[] arguments) {
    List<String> all = nativeIsUtf8 ? List.of() : read("cmdline");
    int options = all.size() - arguments.length;
    return options < 0 ? arguments : all.subList(options, all.size()).toArray(String[]::new);
  }

  /**
   * The environment as it was set.
   *
   * @param environment as Java understood it; what is not known better stays
   */
  public Map<String, String> environment(Map<String, String> environment) {
    Map<String, String> known = new HashMap<>(environment);
    for (String entry : nativeIsUtf8 ? List.<String>of() : read("environ")) {
      int end = entry.indexOf('=');
      if (end > 0) {
        known.put(entry.substring(0, end), entry.substring(end + 1));
      }
    }
    return Map.copyOf(known);
  }

  /** What ends in a zero byte, each; nothing if the system has no such file or other text. */
  private List<String> read(String name) {
    List<String> words = new ArrayList<>();
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(self.resolve(name)));
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      for (int start = 0, end = text.indexOf('\0'); end >= 0; end = text.indexOf('\0', start)) {
        words.add(text.substring(start, end));
        start = end + 1;
      }
    } catch (CharacterCodingException e) {
      // Text of another encoding: Java's own reading is as good as any.
      return List.of();
    } catch (IOException e) {
      return List.of();
    }
    return words;
  }

  /** Standard output in UTF-8. */
  public static PrintStream out() {
    return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  }

  /** Standard error in UTF-8. */
  public static PrintStream err() {
    return new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
  }
}
