package org.spinngate.endtoend;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Our programs' classes as jars, and for each program an archive of what it loads (Java's
 * class-data sharing, which wants jars): a process starts with half the work. The build makes them
 * before the tests and names their folder by a property; without it, as in development tools,
 * programs have the class path of the test.
 *
 * @param folder that they are in
 */
record ProgramClasses(Path folder) {
  private static final String FOLDER = "programs.folder";

  /** Those that the build has made, if it has. */
  static Optional<ProgramClasses> made() {
    return Optional.ofNullable(System.getProperty(FOLDER))
        .map(Path::of)
        .map(ProgramClasses::new)
        .filter(classes -> Files.exists(classes.list()));
  }

  /** The options of Java by which this program starts from its archive, if it has one. */
  static List<String> options(Class<?> main) {
    return made()
        .map(classes -> classes.archive(main))
        .filter(Files::exists)
        .map(archive -> List.of("-XX:SharedArchiveFile=" + archive))
        .orElse(List.of());
  }

  /**
   * What programs are started with.
   *
   * @param own the classes of the program, which come first
   */
  static String classPath(Path own) {
    return made()
        .map(classes -> classes.jar(own) + File.pathSeparator + classes.all())
        .orElse(own + File.pathSeparator + System.getProperty("java.class.path"));
  }

  private String all() {
    try {
      return Files.readString(list());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path list() {
    return folder.resolve("classpath");
  }

  /** Writes down the class path, from which point on it is used. */
  void list(String all) throws IOException {
    Files.writeString(list(), all);
  }

  Path archive(Class<?> main) {
    return folder.resolve(main.getName() + ".jsa");
  }

  /** What a folder of classes is packed into; a jar is its own. */
  Path jar(Path entry) {
    return Files.isDirectory(entry)
        ? folder.resolve(entry.toString().replace(File.separatorChar, '_') + ".jar")
        : entry;
  }
}
