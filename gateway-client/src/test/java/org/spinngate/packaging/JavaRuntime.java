package org.spinngate.packaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Java that holds only what our programs need, made by jlink of the JDK at hand. */
final class JavaRuntime {
  private static final Pattern GLIBC = Pattern.compile("GLIBC_2\\.([0-9]{1,3})\0");

  /** The oldest that pip knows by this kind of name. */
  private static final int OLDEST_GLIBC = 17;

  private final Path folder;

  private JavaRuntime(Path folder) {
    this.folder = folder;
  }

  /** Why none can be made here, in a few words; empty if one can. */
  static Optional<String> obstacle() {
    return obstacle(
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Path.of(System.getProperty("java.home")));
  }

  static Optional<String> obstacle(String machine, Path jdk) {
    if (!machine.equals("Linux amd64")) {
      return Optional.of("this machine is " + machine);
    }
    return Files.exists(jdk.resolve("jmods/java.base.jmod"))
        ? Optional.empty()
        : Optional.of(jdk + " has no jmods");
  }

  /** Makes it in a folder that is not there. */
  static JavaRuntime make(Path folder) {
    RuntimeModules.run(
        "jlink",
        "--add-modules",
        String.join(",", RuntimeModules.INSIDE),
        "--compress=2",
        "--no-header-files",
        "--no-man-pages",
        "--strip-java-debug-attributes",
        "--output",
        folder.toString());
    return new JavaRuntime(folder);
  }

  FileTree files() throws IOException {
    return new FileTree().addFolder("runtime/", folder);
  }

  /** The second number of the oldest glibc 2 by which it runs, from the names in its programs. */
  int glibc() throws IOException {
    return files().files().entrySet().stream()
        .filter(file -> file.getValue().program() || file.getKey().endsWith(".so"))
        .mapToInt(file -> glibc(file.getValue().content()))
        .reduce(OLDEST_GLIBC, Math::max);
  }

  static int glibc(byte... program) {
    Stream<MatchResult> names = GLIBC.matcher(new String(program, ISO_8859_1)).results();
    return names.mapToInt(name -> Integer.parseInt(name.group(1))).max().orElse(0);
  }
}
