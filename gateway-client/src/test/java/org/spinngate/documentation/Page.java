package org.spinngate.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One page of the documentation, in Markdown. */
record Page(Path file, String text) {
  /** The top of the checkout; tests run in the folder of their module. */
  static final Path TOP = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern FENCED = Pattern.compile("(?ms)^ *```(\\w*)\\n(.*?)^ *```$");
  private static final Pattern SPAN = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  static Page of(String name) {
    Path file = TOP.resolve(name);
    try {
      return new Page(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is below a heading of the second level. */
  Page section(String heading) {
    int begin = text.indexOf("\n## " + heading + "\n") + 1;
    int end = text.indexOf("\n## ", begin);
    if (begin == 0) {
      throw new IllegalArgumentException("no heading " + heading);
    }
    return new Page(file, text.substring(begin, end < 0 ? text.length() : end + 1));
  }

  /** README.md and everything in docs/. */
  static List<Page> all() throws IOException {
    try (Stream<Path> docs = Files.walk(TOP.resolve("docs"))) {
      return Stream.concat(Stream.of(TOP.resolve("README.md")), docs)
          .filter(file -> file.toString().endsWith(".md"))
          .map(file -> Page.of(TOP.relativize(file).toString()))
          .toList();
    }
  }

  /** What links point at, as written. */
  List<String> links() {
    return LINK.matcher(prose()).results().map(link -> link.group(1)).toList();
  }

  /** The words in backticks outside of fenced blocks. */
  List<String> spans() {
    return SPAN.matcher(prose()).results().map(span -> span.group(1)).toList();
  }

  /** The fenced blocks of a language. */
  List<String> blocks(String language) {
    return FENCED
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /** The cells of all rows of all tables, without heads' and rulers' special meaning. */
  Stream<List<String>> rows() {
    return prose()
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("|"))
        .map(line -> Stream.of(line.substring(1).split("\\|")).map(String::strip).toList());
  }

  /** The names by which headings can be linked to. */
  List<String> anchors() {
    return Pattern.compile("(?m)^#+ (.*)$")
        .matcher(prose())
        .results()
        .map((MatchResult heading) -> anchor(heading.group(1)))
        .toList();
  }

  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
  }

  private String prose() {
    return FENCED.matcher(text).replaceAll("");
  }

  @Override
  public String toString() {
    return TOP.relativize(file).toString();
  }
}
