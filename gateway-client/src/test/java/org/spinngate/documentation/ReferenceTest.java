package org.spinngate.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is looked up is made from the code. The metrics are made beside their registrations. */
class ReferenceTest {
  private static final Path FOLDER = Path.of("target", "docs");

  static Stream<Arguments> pages() {
    return Stream.of(
        Arguments.of("reference-words.md", WordsPage.text()),
        Arguments.of("reference-server.md", SettingsPage.text()),
        Arguments.of("reference-commands.md", CommandsPage.text()));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void thePageSaysWhatTheCodeSays(String name, String page) throws IOException {
    Path made = FOLDER.resolve(name);
    Files.createDirectories(made.toAbsolutePath().getParent());
    Files.writeString(made, page);

    assertThat(Page.of("docs/" + name).text())
        .as("docs/%s; what it should be is in gateway-client/%s now: copy that", name, made)
        .isEqualTo(page);
  }
}
