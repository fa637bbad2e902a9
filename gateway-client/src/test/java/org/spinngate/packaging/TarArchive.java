package org.spinngate.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a tree as an archive of tar (POSIX ustar), packed by gzip: owned by root, all of one time.
 */
final class TarArchive {
  private static final int BLOCK = 512;
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_PREFIX = 155;
  private static final int CHECKSUM_FIELD = 148;
  private static final int CHECKSUM_LENGTH = 8;

  private final OutputStream out;
  private final long seconds;

  private TarArchive(OutputStream out, long seconds) {
    this.out = out;
    this.seconds = seconds;
  }

  /**
   * @param folder which the archive has at its top, and in which the files are
   * @param time of all files
   */
  static void write(FileTree tree, String folder, Instant time, Path file) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
      TarArchive archive = new TarArchive(out, time.getEpochSecond());
      FileTree all = new FileTree().addAll(folder + "/", tree);
      for (String each : foldersOf(all)) {
        archive.header(each, 0, '5', 0755);
      }
      for (Map.Entry<String, FileTree.Packed> each : all.files().entrySet()) {
        archive.file(each.getKey(), each.getValue());
      }
      out.write(new byte[2 * BLOCK]);
    }
  }

  private static SortedSet<String> foldersOf(FileTree tree) {
    SortedSet<String> folders = new TreeSet<>();
    for (String name : tree.files().keySet()) {
      for (int i = name.indexOf('/'); i >= 0; i = name.indexOf('/', i + 1)) {
        folders.add(name.substring(0, i + 1));
      }
    }
    return folders;
  }

  private void file(String name, FileTree.Packed file) throws IOException {
    byte[] content = file.content();
    header(name, content.length, '0', file.program() ? 0755 : 0644);
    out.write(content);
    out.write(new byte[-content.length & (BLOCK - 1)]);
  }

  private void header(String name, int length, char type, int mode) throws IOException {
    int cut = name.length() <= LONGEST_NAME ? -1 : name.lastIndexOf('/', LONGEST_PREFIX);
    String last = name.substring(cut + 1);
    if (last.length() > LONGEST_NAME || !UTF_8.newEncoder().canEncode(name)) {
      throw new IOException("too long for tar: " + name);
    }
    byte[] header = new byte[BLOCK];
    text(header, 0, last);
    text(header, 100, octal(mode, 7));
    text(header, 108, octal(0, 7));
    text(header, 116, octal(0, 7));
    text(header, 124, octal(length, 11));
    text(header, 136, octal(seconds, 11));
    header[156] = (byte) type;
    text(header, 257, "ustar\0" + "00" + "root");
    text(header, 297, "root");
    text(header, 329, octal(0, 7));
    text(header, 337, octal(0, 7));
    text(header, 345, cut < 0 ? "" : name.substring(0, cut));
    text(header, CHECKSUM_FIELD, octal(checksum(header), 6) + "\0 ");
    out.write(header);
  }

  /** The sum of all bytes, with spaces in place of itself. */
  private static int checksum(byte... header) {
    Arrays.fill(header, CHECKSUM_FIELD, CHECKSUM_FIELD + CHECKSUM_LENGTH, (byte) ' ');
    int sum = 0;
    for (byte each : header) {
      sum += Byte.toUnsignedInt(each);
    }
    return sum;
  }

  private static String octal(long number, int digits) {
    String text = Long.toOctalString(number);
    return "0".repeat(digits - text.length()) + text;
  }

  private static void text(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
