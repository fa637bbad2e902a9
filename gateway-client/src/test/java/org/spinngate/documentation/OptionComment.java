package org.spinngate.documentation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comment above an option in reference.conf: sentences, then {@code Unit:}, {@code Default:}
 * and {@code Reloadable:}.
 *
 * @param meaning what the option is for
 * @param unit of its value
 * @param standard its default, in words
 * @param reloadable whether and when another value takes effect without a restart
 */
record OptionComment(String meaning, String unit, String standard, String reloadable) {
  private static final Pattern FORM =
      Pattern.compile("(.*) ?Unit: (.*?)\\. Default: (.*?)\\. Reloadable: (.*?)\\.");

  /** What stands there as an example, in a comment, is an option of its own. */
  private static final Pattern EXAMPLE = Pattern.compile(" [\\w-]+ \\{ # .* \\}");

  /** From its lines. */
  static OptionComment of(Iterable<String> lines) {
    String text = EXAMPLE.matcher(plain(lines)).replaceAll("");
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new AssertionError("not in the form of an option's comment: " + text);
    }
    return new OptionComment(form.group(1).strip(), form.group(2), form.group(3), form.group(4));
  }

  /** Lines of a comment as one, in Markdown. */
  static String plain(Iterable<String> lines) {
    return String.join(" ", lines).replaceAll("\\s+", " ").replace("*", "\\*").strip();
  }
}
