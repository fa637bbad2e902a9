package org.spinngate.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.ExitCode;
import org.spinngate.server.config.file.ConfigReader;
import org.spinngate.server.config.file.Identities;

/** What the manuals say is so, where that is cheap to know. */
class DocumentationTest {
  /** An option, and no host of the examples. */
  private static final Pattern KEY =
      Pattern.compile("(?<![\\w-])gateway(?!\\.example|\\.conf)(?:\\.[a-z][a-z-]*)+");

  /** What fits on a few screens gets read. */
  private static final int MOST_LINES = 400;

  static List<Page> pages() throws IOException {
    return Page.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyRelativeLinkLeadsSomewhere(Page page) {
    assertThat(page.links())
        .filteredOn(link -> !link.matches("[a-z]+:.*"))
        .allSatisfy(link -> assertLeadsSomewhere(page, link));
  }

  private static void assertLeadsSomewhere(Page page, String link) {
    String[] parts = link.split("#", 2);
    Path target =
        parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]).normalize();

    assertThat(target).as("target of %s", link).exists();
    if (parts.length == 2) {
      Page there = Page.of(Page.TOP.relativize(target).toString());
      assertThat(there.anchors()).as("headings of %s", there).contains(parts[1]);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void noPageIsLongerThanAReaderBears(Page page) {
    assertThat(page.text().lines().count()).isLessThanOrEqualTo(MOST_LINES);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyPageSaysInItsFirstLineWhomItIsFor(Page page) {
    assumeFalse(page.toString().startsWith("docs/decisions/"), "a record of a decision");

    assertThat(page.text()).matches("(?s)# [^\\n]+\\n\\nFor .*");
  }

  @Test
  void everyOptionThatOperatorsReadOfExists() throws IOException {
    Config reference = ConfigFactory.parseResources("reference.conf");
    List<String> named =
        pages().stream()
            .flatMap(page -> page.spans().stream())
            .flatMap(span -> KEY.matcher(span).results())
            .map(MatchResult::group)
            .toList();

    assertThat(named).isNotEmpty().allMatch(reference::hasPath);
  }

  @Test
  void everySampleOfTheServersConfigurationIsFine(@TempDir Path folder) throws Exception {
    Identities.make(folder.resolve("tls"));
    for (String copy : List.of("zk.pem", "zk.key", "zk-ca.pem")) {
      String original = copy.endsWith(".key") ? "server.key" : "server.pem";
      Files.copy(folder.resolve("tls").resolve(original), folder.resolve("tls").resolve(copy));
    }
    List<String> samples = pages().stream().flatMap(page -> page.blocks("hocon").stream()).toList();

    assertThat(samples).isNotEmpty();
    for (String sample : samples) {
      assertThat(ConfigReader.parse(sample, folder.resolve("server.conf")).warnings()).isEmpty();
    }
  }

  @Test
  void everyCloseCauseIsExplainedToOperators() {
    assertThat(explained())
        .containsAll(labels(CloseCause.values(), cause -> "`" + cause.label() + "`"));
  }

  @Test
  void everyDropReasonIsExplainedToOperators() {
    assertThat(explained())
        .containsAll(labels(DropReason.values(), reason -> "`" + reason.label() + "`"));
  }

  private static List<String> explained() {
    return Page.of("docs/reference-words.md")
        .rows()
        .filter(row -> row.size() > 2 && !row.get(row.size() - 2).isEmpty())
        .flatMap(row -> row.subList(0, 2).stream())
        .toList();
  }

  private static <T> List<String> labels(T[] values, Function<T, String> label) {
    return Arrays.stream(values).map(label).toList();
  }

  @Test
  void theReferenceListsEveryExitCode() {
    List<String> listed =
        Page.of("docs/reference-words.md")
            .section("Exit codes")
            .rows()
            .map(row -> row.get(0))
            .filter(cell -> isNumber(cell))
            .toList();

    assertThat(listed)
        .containsExactlyElementsOf(
            labels(ExitCode.values(), code -> Integer.toString(code.number())));
  }

  private static boolean isNumber(String cell) {
    return cell.matches("\\d+");
  }
}
