package org.spinngate.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.spinngate.documentation.PackageWords.Word;

class GlossaryTest {
  private static final Path NEW = Path.of("target/glossary.md");

  private final Glossary glossary = new Glossary(PackageWords.all());

  @Test
  void thePageSaysWhatThePackagesSay() throws IOException {
    String page = glossary.page();

    Files.createDirectories(NEW.toAbsolutePath().getParent());
    Files.writeString(NEW, page);

    assertThat(Page.of("docs/glossary.md").text())
        .as("docs/glossary.md; what it should be is in gateway-client/%s now: copy that", NEW)
        .isEqualTo(page);
  }

  @Test
  void everyPackageSaysInASentenceWhatItIsFor() {
    assertThat(glossary.packages())
        .allSatisfy(one -> assertThat(one.sentence()).as(one.name()).isNotEmpty());
  }

  @Test
  void everyWordIsExplainedByOnePackageInOneClause() {
    assertThat(glossary.words()).extracting(Word::text).doesNotHaveDuplicates();
    assertThat(glossary.words()).extracting(Word::meaning).noneMatch(text -> text.endsWith("."));
  }

  @Test
  void theWordsOfTheFieldAreExplained() {
    assertThat(glossary.words())
        .extracting(Word::text)
        .contains("board", "boot", "SCP", "SDP", "IP tag", "flow", "session", "lease", "tunnel")
        .contains("carrier");
  }
}
