package org.spinngate.packaging;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The files of a package by their names, in one order, so that two builds give the same bytes. */
final class FileTree {
  /**
   * @param content all of it
   * @param program whether it can be run
   */
  record Packed(byte[] content, boolean program) {}

  private final SortedMap<String, Packed> files = new TreeMap<>();

  /** Names have slashes between their parts, and none at the beginning. */
  SortedMap<String, Packed> files() {
    return Collections.unmodifiableSortedMap(files);
  }

  FileTree add(String name, byte[] content, boolean program) {
    files.put(name, new Packed(content, program));
    return this;
  }

  /** All files below a folder; what a symbolic link leads to is a file as well. */
  FileTree addFolder(String prefix, Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = prefix + folder.relativize(file).toString().replace('\\', '/');
        add(name, Files.readAllBytes(file), Files.isExecutable(file));
      }
    }
    return this;
  }

  /** Those of another tree, below a prefix. */
  FileTree addAll(String prefix, FileTree other) {
    other.files.forEach((name, file) -> files.put(prefix + name, file));
    return this;
  }

  /** Those with names that are wanted. */
  FileTree only(Predicate<String> wanted) {
    FileTree some = new FileTree();
    files.entrySet().stream()
        .filter(file -> wanted.test(file.getKey()))
        .forEach(file -> some.files.put(file.getKey(), file.getValue()));
    return some;
  }

  /** The files of a zip without its first folder. Start scripts are programs, as no other is. */
  static FileTree ofZip(Path zip) throws IOException {
    FileTree tree = new FileTree();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory()) {
          String name = entry.getName().split("/", 2)[1];
          tree.add(name, in.readAllBytes(), name.startsWith("bin/") && !name.endsWith(".cmd"));
        }
      }
    }
    return tree;
  }
}
