package org.spinngate.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of docs/packages.md that say which packages use which others of ours. */
class PackageTablesTest {
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?org\\.spinngate\\.([a-z.]+)\\.[A-Z]");

  private static final Pattern ASIDE = Pattern.compile("\\([^)]*\\)|`[A-Z]\\w*`");
  private static final Pattern CODE = Pattern.compile("`([a-z.]+)`");
  private static final Pattern NAME = Pattern.compile("[a-z]+(?:\\.[a-z]+)*");

  /** At the top of its program; it may see everything. */
  private static final String TOP = "command";

  @ParameterizedTest
  @CsvSource({"gateway-server, server, 2", "gateway-client, client, 3"})
  void theTableOfAProgramNamesWhatEachPackageUses(String module, String program, int columns)
      throws IOException {
    Map<String, Set<String>> used = uses(module, program);
    Map<String, Set<String>> named = new TreeMap<>();
    Set<String> known = new TreeSet<>(used.keySet());
    known.add(program);

    Page.of("docs/packages.md")
        .rows()
        .filter(row -> row.size() == columns)
        .filter(row -> used.containsKey(packageOf(row)))
        .forEach(row -> named.put(packageOf(row), named(row, known)));

    assertThat(named).isEqualTo(used);
  }

  private static String packageOf(List<String> row) {
    Matcher name = CODE.matcher(row.get(0));
    return name.matches() ? name.group(1) : "";
  }

  private static Set<String> named(List<String> row, Set<String> packages) {
    String text = ASIDE.matcher(row.get(row.size() - 1)).replaceAll("");
    Set<String> names = new TreeSet<>();
    if (!text.startsWith("nothing")) {
      NAME.matcher(text).results().map(name -> topOfProtocol(name.group())).forEach(names::add);
    }
    names.removeIf(name -> !name.equals("protocol") && !packages.contains(name));
    return names;
  }

  private static String topOfProtocol(String name) {
    return name.startsWith("protocol") ? "protocol" : name;
  }

  /** By the package, below the program's own: others of the program, and the protocol. */
  private static Map<String, Set<String>> uses(String module, String program) throws IOException {
    Path top = Page.TOP.resolve(module).resolve("src/main/java/org/spinngate").resolve(program);
    Map<String, Set<String>> uses = new TreeMap<>();
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        String name = top.relativize(file.getParent()).toString().replace('/', '.');
        if (!name.isEmpty() && !name.equals(TOP)) {
          uses.computeIfAbsent(name, fresh -> new TreeSet<>()).addAll(imports(file, program));
        }
      }
    }
    uses.forEach((name, others) -> others.remove(name));
    return uses;
  }

  private static List<String> imports(Path file, String program) throws IOException {
    return IMPORT
        .matcher(Files.readString(file))
        .results()
        .map(found -> topOfProtocol(found.group(1)))
        .map(name -> name.replaceFirst("^" + program + "\\.", ""))
        .toList();
  }
}
