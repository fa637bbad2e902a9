package org.spinngate.documentation;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the Javadoc of an enum's constants says: first what a constant means, then perhaps, after
 * the word {@code Operators:}, what operators can do about it.
 */
final class EnumComments {
  private static final String FOR_OPERATORS = "<p>Operators: ";
  private static final Pattern CODE = Pattern.compile("\\{@code (.+?)\\}");
  private static final Pattern ASIDE = Pattern.compile(" \\(\\{@link [^}]*\\}\\)");

  private final String source;

  /**
   * @param file the source of the enum, from the top of the checkout
   */
  EnumComments(String file) {
    this.source = Page.of(file).text();
  }

  /** What the constant means, in Markdown. */
  String meaning(Enum<?> constant) {
    return comment(constant).split(FOR_OPERATORS, 2)[0].strip();
  }

  /** What operators can do, in Markdown; empty if nothing is said of it. */
  String advice(Enum<?> constant) {
    String[] parts = comment(constant).split(FOR_OPERATORS, 2);
    return parts.length < 2 ? "" : parts[1].strip();
  }

  private String comment(Enum<?> constant) {
    String raw =
        Optional.of(
                Pattern.compile("/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s+" + constant.name() + "\\b")
                    .matcher(source))
            .filter(Matcher::find)
            .map(found -> found.group(1))
            .orElseThrow(() -> new AssertionError(constant + " has no comment"));
    String line = raw.replaceAll("(?m)^ +\\* ?", " ").replaceAll("\\s+", " ").strip();
    return CODE.matcher(ASIDE.matcher(line).replaceAll("")).replaceAll("`$1`");
  }
}
