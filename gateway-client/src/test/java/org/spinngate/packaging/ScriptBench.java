package org.spinngate.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The scripts of bin/ in a folder of their own, with a Java that only says what it is asked to do.
 */
final class ScriptBench {
  static final Path SCRIPTS = Path.of("../gateway-server/src/packaging/bin");
  static final long PATIENCE_SECONDS = 60;

  private final Path folder;
  private final Path home;

  ScriptBench(Path folder) throws IOException {
    assumeThat(Path.of("/bin/sh")).as("a POSIX shell").isExecutable();
    this.folder = folder;
    home = Files.createDirectories(folder.resolve("a home with spaces"));
    Files.createDirectories(home.resolve("bin"));
    for (String name : List.of("gateway-server", "gateway-client")) {
      executable(home.resolve("bin").resolve(name), Files.readString(SCRIPTS.resolve(name)));
    }
  }

  /** Where they are installed. */
  Path home() {
    return home;
  }

  static Path executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A folder whose bin/java says it is of this version, or one argument on each line. */
  Path java(String version) throws IOException {
    Path place = folder.resolve("java " + version);
    Files.createDirectories(place.resolve("bin"));
    executable(
        place.resolve("bin/java"),
        """
        #!/bin/sh
        if [ "$1" = -version ]; then
          echo 'Picked up JAVA_TOOL_OPTIONS: -Dnothing' >&2
          echo 'openjdk version "%1$s" 2025-04-15' >&2
          exit 0
        fi
        for option; do
          case $option in
            -XX:SharedArchiveFile=*.new) [ ! -e dumps ] || exit 1; echo dumped > "${option#*=}"; exit 0 ;;
          esac
        done
        pwd
        echo "version %1$s"
        echo "LC_ALL ${LC_ALL:-}"
        printf '<%%s>\\n' "$@"
        exit 42
        """
            .formatted(version));
    return place;
  }

  /** Puts a Java of this version where packages have their own runtime. */
  void runtime(String version) throws IOException {
    Files.move(java(version), home.resolve("runtime"));
  }

  /** As packages have it, so that an archive of the classes can be made. */
  void listClasses(String name) throws IOException {
    Path lib = Files.createDirectories(home.resolve("lib"));
    Files.writeString(lib.resolve(name + ".classes"), "java/lang/Object\n");
  }

  List<Path> archives() throws IOException {
    try (Stream<Path> all = Files.list(home.resolve("lib"))) {
      return all.filter(path -> path.toString().endsWith(".jsa")).toList();
    }
  }

  record Outcome(int exitCode, List<String> lines) {}

  Outcome run(Map<String, String> environment, Path script, String... arguments) throws Exception {
    List<String> command =
        Stream.concat(Stream.of(script.toString()), Stream.of(arguments)).toList();
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Path output = Files.createTempFile(folder, "output", ".txt");
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.matches("JAVA_HOME|GATEWAY_.*|LC_.*|LANG"));
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), Files.readAllLines(output));
  }

  Path script(String name) {
    return home.resolve("bin").resolve(name);
  }
}
