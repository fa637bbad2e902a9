package org.spinngate.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the {@code package-info.java} of a package says: its first sentence, and the words that the
 * package owns, each as
 *
 * <pre>
 *  &lt;li&gt;&lt;b&gt;word&lt;/b&gt;: what it means, without a full stop
 * </pre>
 *
 * @param module the folder of its module
 * @param name of the package
 * @param sentence what it is for; empty without a {@code package-info.java}
 * @param words that it owns
 */
record PackageWords(String module, String name, String sentence, List<Word> words) {
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*\\*(.*?)\\*/");
  private static final Pattern SENTENCE = Pattern.compile("(.+?\\.)(?= |$)");
  private static final Pattern WORD = Pattern.compile("<li><b>(.+?)</b>: (.+?)(?= <li>| </ul>)");
  private static final Pattern CODE = Pattern.compile("\\{@(?:code|link) #?(.+?)\\}");

  /**
   * A word of the house.
   *
   * @param owner the package that says what it means
   */
  record Word(String text, String meaning, String owner) {}

  /** Of every package of our programs. */
  static List<PackageWords> all() {
    return Stream.of("protocol", "gateway-server", "gateway-client")
        .flatMap(PackageWords::ofModule)
        .toList();
  }

  private static Stream<PackageWords> ofModule(String module) {
    Path sources = Page.TOP.resolve(module).resolve("src/main/java");
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(Path::getParent)
          .distinct()
          .sorted()
          .map(folder -> of(module, sources.relativize(folder), folder))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PackageWords of(String module, Path path, Path folder) {
    String name = path.toString().replace('/', '.');
    String comment = comment(folder.resolve("package-info.java"));
    List<Word> words =
        WORD.matcher(comment)
            .results()
            .map(word -> new Word(word.group(1), word.group(2), name))
            .toList();
    return new PackageWords(module, name, first(SENTENCE, comment).orElse(""), words);
  }

  /** The Javadoc of a file in one line, with Markdown for what is code. */
  private static String comment(Path file) {
    if (!Files.exists(file)) {
      return "";
    }
    String comment =
        first(COMMENT, Page.of(Page.TOP.relativize(file).toString()).text()).orElse("");
    String line = comment.replaceAll("(?m)^ \\* ?", " ").replaceAll("\\s+", " ").strip();
    return CODE.matcher(line).replaceAll("`$1`");
  }

  private static Optional<String> first(Pattern pattern, String text) {
    return Optional.of(pattern.matcher(text)).filter(Matcher::find).map(found -> found.group(1));
  }
}
