package org.spinngate.endtoend.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.spinngate.server.Main;

/**
 * Another build of the server, to which gateways are upgraded while they are at work: the one whose
 * jar {@code -Dcluster.other} names, or else the present one under another version.
 */
final class OtherBuild {
  private static final String JAR = "cluster.other";

  /** The version of the present build as another one. */
  private static final String VERSION = "another-build";

  private OtherBuild() {}

  /**
   * Its jar.
   *
   * @param folder where it is made if it is
   */
  static Path in(Path folder) {
    String given = System.getProperty(JAR, "");
    return given.isEmpty() ? made(folder.resolve(VERSION + ".jar")) : Path.of(given);
  }

  /** What gateways say of it, if that is known. */
  static String version() {
    return System.getProperty(JAR, "").isEmpty() ? VERSION : "";
  }

  private static Path made(Path jar) {
    if (Files.exists(jar)) {
      return jar;
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, VERSION);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      copyPresent(out);
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copyPresent(JarOutputStream out) throws IOException {
    Path present =
        Path.of(
            URI.create(Main.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    if (Files.isDirectory(present)) {
      copy(present, out);
    } else {
      try (FileSystem inside = FileSystems.newFileSystem(present)) {
        copy(inside.getPath("/"), out);
      }
    }
  }

  private static void copy(Path top, JarOutputStream out) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(top)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String name = top.relativize(file).toString();
      if (!name.startsWith("META-INF/MANIFEST")) {
        out.putNextEntry(new ZipEntry(name));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
  }
}
