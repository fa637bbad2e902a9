package org.spinngate.documentation;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spinngate.documentation.PackageWords.Word;

/** docs/glossary.md, made from the {@code package-info.java} of every package. */
record Glossary(List<PackageWords> packages) {
  private static final String HEAD =
      """
      # Glossary

      For everybody who reads or changes the code: one line for each word that it uses in a sense of its own, and one for each package.

      Each package explains its own words in its `package-info.java`. This page is made from those files: change a line there,
      and `GlossaryTest` says how to get the page that goes with it.
      How the packages fit together is in [architecture.md](architecture.md) and [packages.md](packages.md).
      """;

  /** All words, in alphabetical order. */
  List<Word> words() {
    return packages.stream()
        .flatMap(one -> one.words().stream())
        .sorted(Comparator.comparing(Word::text, String.CASE_INSENSITIVE_ORDER))
        .toList();
  }

  /** The page, as it should be. */
  String page() {
    return Stream.of(HEAD, "## Words\n", wordTable(), "## Packages\n", packageTable())
        .collect(Collectors.joining("\n"));
  }

  private String wordTable() {
    return table(
        "| word | means | explained by |",
        words().stream()
            .map(word -> row("**" + word.text() + "**", word.meaning(), shortly(word.owner()))));
  }

  private String packageTable() {
    return table(
        "| package | is for | module |",
        packages.stream()
            .map(one -> row("`" + one.name() + "`", one.sentence(), "`" + one.module() + "`")));
  }

  private static String shortly(String name) {
    return "`" + name.replaceFirst("^org\\.spinngate\\.", "") + "`";
  }

  private static String row(String... cells) {
    return Stream.of(cells).collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String table(String head, Stream<String> rows) {
    return Stream.concat(Stream.of(head, "|---|---|---|"), rows)
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
