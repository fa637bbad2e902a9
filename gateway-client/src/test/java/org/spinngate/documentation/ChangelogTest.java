package org.spinngate.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.ProtocolVersion;

/** One version in all places, and what the list of changes says of it. */
class ChangelogTest {
  private static final Pattern VERSION =
      Pattern.compile("<artifactId>spinnaker-gateway</artifactId>\\s+<version>([^<]+)</version>");

  private static final List<String> POMS =
      List.of(
          "pom.xml",
          ".style.xml",
          "protocol/pom.xml",
          "gateway-server/pom.xml",
          "gateway-client/pom.xml");

  private static String version(String pom) {
    Matcher version = VERSION.matcher(Page.of(pom).text());
    assertThat(version.find()).as(pom).isTrue();
    return version.group(1);
  }

  private static Page compatibility() {
    return Page.of("docs/changelog.md").section("Which client with which server");
  }

  @Test
  void allModulesHaveOneVersionAndTheJarsNameIt() {
    assertThat(POMS).extracting(ChangelogTest::version).containsOnly(version("pom.xml"));
    assertThat(Page.of("pom.xml").text())
        .contains("<Implementation-Version>${project.version}</Implementation-Version>");
  }

  @Test
  void theNewestSectionIsOfThisVersionAndSaysWhatAnOperatorMustDo() {
    String text = Page.of("docs/changelog.md").text();
    String newest = text.substring(text.indexOf("\n## ") + 4).lines().findFirst().orElseThrow();

    assertThat(newest).startsWith(version("pom.xml"));
    assertThat(Page.of("docs/changelog.md").section(newest).text())
        .contains("\n### What an operator must do\n");
  }

  @Test
  void theTableSaysWhichVersionsOfTheProtocolTheseProgramsSpeak() {
    assertThat(compatibility().text())
        .contains(
            "| %s | %d to %d |"
                .formatted(version("pom.xml"), ProtocolVersion.OLDEST, ProtocolVersion.NEWEST));
  }

  @Test
  void eachPairOfClientAndServerIsHeldByATestThatExists() throws IOException {
    List<String> rows =
        compatibility().text().lines().filter(line -> line.endsWith("Test` |")).toList();
    List<String> files;
    try (Stream<java.nio.file.Path> all = Files.walk(Page.TOP)) {
      files =
          all.map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith("Test.java"))
              .toList();
    }

    assertThat(rows).hasSize(6);
    for (String row : rows) {
      assertThat(files).contains(row.replaceFirst(".*`(\\w+)` \\|$", "$1.java"));
    }
  }
}
