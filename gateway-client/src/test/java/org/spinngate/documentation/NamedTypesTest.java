package org.spinngate.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Types and methods of ours that a page or the comment of a package names are there. */
class NamedTypesTest {
  private static final Pattern TYPE = Pattern.compile("([A-Z]\\w*[a-z]\\w*)(?:\\.([a-z]\\w*))?");

  /** With a capital in its midst; others may be words. */
  private static final Pattern DRAWN_TYPE = Pattern.compile("\\b[A-Z][a-z]+[A-Z]\\w*");

  private static final Pattern CODE = Pattern.compile("\\{@code ([^}]+)\\}");

  /** Words in the form of a type that are somebody else's, and that our code does not use. */
  private static final Set<String> FOREIGN =
      Set.of(
          "AsyncAppender",
          "ExitOnOutOfMemoryError",
          "GaloisCounterMode",
          "MaxDirectMemorySize",
          "StartLimitIntervalSec",
          "Thread",
          "ZooKeeper");

  private static final Pattern IMPORT = Pattern.compile("(?m)^import [\\w.]+\\.([A-Z]\\w+);$");

  /** A directive of a unit of systemd. */
  private static final Pattern DIRECTIVE = Pattern.compile("(?m)^#?([A-Z]\\w+)=");

  private static final Map<String, String> SOURCES = sources();
  private static final Set<String> OF_OTHERS = ofOthers();

  static List<Page> pages() throws IOException {
    return Page.all();
  }

  static List<Page> packages() {
    return files("package-info.java").map(NamedTypesTest::page).toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyTypeThatAPageNamesExistsAndHasTheMethodThatIsNamed(Page page) {
    assertThat(page.spans()).allSatisfy(NamedTypesTest::assertExists);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void everyTypeThatAPackageNamesExistsAndHasTheMethodThatIsNamed(Page comment) {
    String line = comment.text().replaceAll("\\n \\* ?", " ");

    assertThat(CODE.matcher(line).results().map(code -> code.group(1)).toList())
        .allSatisfy(NamedTypesTest::assertExists);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyTypeInADrawingExists(Page page) {
    assertThat(page.blocks(""))
        .filteredOn(drawing -> drawing.contains("─▶"))
        .flatMap(drawing -> DRAWN_TYPE.matcher(drawing).results().map(MatchResult::group).toList())
        .filteredOn(drawn -> !OF_OTHERS.contains(drawn))
        .isSubsetOf(SOURCES.keySet());
  }

  private static void assertExists(String words) {
    Matcher type = TYPE.matcher(words);
    if (type.matches() && !OF_OTHERS.contains(type.group(1))) {
      assertThat(SOURCES).as("types").containsKey(type.group(1));
      if (type.group(2) != null) {
        assertThat(SOURCES.get(type.group(1)))
            .as(words)
            .containsPattern("\\b" + type.group(2) + "\\(");
      }
    }
  }

  /** Types that our code imports, directives of our unit, and the words above; none is ours. */
  private static Set<String> ofOthers() {
    Stream<String> imports = SOURCES.values().stream().flatMap(text -> names(IMPORT, text));
    Stream<String> directives =
        files(".service").flatMap(unit -> names(DIRECTIVE, page(unit).text()));
    Set<String> names =
        Stream.of(FOREIGN.stream(), imports, directives)
            .flatMap(one -> one)
            .collect(Collectors.toSet());
    names.removeAll(SOURCES.keySet());
    return names;
  }

  private static Stream<String> names(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1));
  }

  /** Every source file's text by its type; types of one name in two packages are joined. */
  private static Map<String, String> sources() {
    return files(".java")
        .collect(
            Collectors.toMap(
                file -> file.getFileName().toString().replace(".java", ""),
                file -> page(file).text(),
                String::concat));
  }

  private static Stream<Path> files(String ending) {
    try (Stream<Path> files = Files.walk(Page.TOP)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Page page(Path file) {
    return Page.of(Page.TOP.relativize(file).toString());
  }
}
