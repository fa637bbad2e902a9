package org.spinngate.packaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a tree as a zip that says which files can be run, which Java's own writer cannot say. */
final class ZipArchive {
  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int END_FIRST_ENTRY = 16;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_LENGTH = 46;
  private static final int ENTRY_MADE_BY = 5;
  private static final int ENTRY_LENGTHS = 28;
  private static final int ENTRY_ATTRIBUTES = 38;
  private static final byte UNIX = 3;
  private static final int REGULAR_FILE = 0100000;
  private static final int ATTRIBUTES_SHIFT = 16;

  private ZipArchive() {}

  /**
   * Writes it.
   *
   * @param time of all files
   */
  static void write(FileTree tree, LocalDateTime time, Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(Deflater.BEST_COMPRESSION);
      for (Map.Entry<String, FileTree.Packed> each : tree.files().entrySet()) {
        ZipEntry entry = new ZipEntry(each.getKey());
        entry.setTimeLocal(time);
        zip.putNextEntry(entry);
        zip.write(each.getValue().content());
      }
    }
    byte[] written = bytes.toByteArray();
    markPrograms(tree, ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN));
    Files.write(file, written);
  }

  /** The directory at the end has the files in their order in the tree. */
  private static void markPrograms(FileTree tree, ByteBuffer zip) {
    int end = zip.limit() - END_LENGTH;
    expect(zip, end, END);
    int entry = zip.getInt(end + END_FIRST_ENTRY);
    for (FileTree.Packed file : tree.files().values()) {
      expect(zip, entry, ENTRY);
      int mode = REGULAR_FILE | (file.program() ? 0755 : 0644);
      zip.put(entry + ENTRY_MADE_BY, UNIX);
      zip.putInt(entry + ENTRY_ATTRIBUTES, mode << ATTRIBUTES_SHIFT);
      entry += ENTRY_LENGTH + lengths(zip, entry + ENTRY_LENGTHS);
    }
  }

  /** Of the name, of what is added to it, and of its comment. */
  private static int lengths(ByteBuffer zip, int at) {
    return Short.toUnsignedInt(zip.getShort(at))
        + Short.toUnsignedInt(zip.getShort(at + 2))
        + Short.toUnsignedInt(zip.getShort(at + 4));
  }

  private static void expect(ByteBuffer zip, int at, int signature) {
    if (zip.getInt(at) != signature) {
      throw new IllegalStateException("not a zip as we know it, at byte " + at);
    }
  }
}
