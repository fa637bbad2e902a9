package org.spinngate.packaging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/** Which modules of Java the runtime of packages holds. */
final class RuntimeModules {
  /** What jdeps finds in the jars, and below, what is looked up by name. */
  static final SortedSet<String> INSIDE =
      new TreeSet<>(
          Set.of(
              "java.base",
              "java.logging",
              "java.management",
              "java.naming",
              "java.security.jgss",
              "java.security.sasl",
              "java.xml",
              "jdk.jfr",
              "jdk.unsupported",
              // The curves of TLS, and keys in hardware.
              "jdk.crypto.ec",
              "jdk.crypto.cryptoki"));

  /**
   * What only those parts of libraries use that our programs never reach: beans of configuration,
   * and a compiler of Java.
   */
  static final Set<String> LEFT_OUT = Set.of("java.desktop", "java.compiler");

  private RuntimeModules() {}

  /**
   * Looks whether the jars need other modules than those that are known here.
   *
   * @throws IllegalStateException if so; the module then belongs into one of the two lists
   */
  static void check(List<Path> jars) {
    for (Path jar : jars) {
      SortedSet<String> unknown = new TreeSet<>(usedBy(jar));
      unknown.removeAll(INSIDE);
      unknown.removeAll(LEFT_OUT);
      if (!unknown.isEmpty()) {
        throw new IllegalStateException(
            jar + " uses " + unknown + ", of which RuntimeModules does not know");
      }
    }
  }

  /** By jdeps. */
  static Set<String> usedBy(Path jar) {
    return run(
            "jdeps",
            "--multi-release",
            "17",
            "--ignore-missing-deps",
            "--list-deps",
            jar.toString())
        .lines()
        .map(line -> line.strip().split("/", 2)[0])
        .filter(line -> line.matches("(java|jdk)\\.[a-z.]+"))
        .collect(Collectors.toSet());
  }

  /** What a tool of the JDK says. */
  static String run(String tool, String... arguments) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int code = ToolProvider.findFirst(tool).orElseThrow().run(out, out, arguments);
    if (code != 0) {
      throw new IllegalStateException(tool + ": " + said);
    }
    return said.toString();
  }
}
