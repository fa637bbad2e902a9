package org.spinngate.packaging;

import java.util.List;

/** Text in the language of manual pages, see man(7) and groff_man(7). */
final class Roff {
  private final StringBuilder text = new StringBuilder();

  /** A page's name, section, date, source and manual. */
  Roff title(String... words) {
    text.append(".TH");
    for (String word : words) {
      text.append(" \"").append(escaped(word)).append('"');
    }
    text.append('\n');
    return this;
  }

  Roff section(String heading) {
    text.append(".SH ").append(escaped(heading)).append('\n');
    return this;
  }

  /** One paragraph, which the reader's terminal breaks into lines. */
  Roff paragraph(String words) {
    text.append(".PP\n");
    return line(words);
  }

  /** What is explained, and its explanation indented below. */
  Roff item(String term, String explanation) {
    text.append(".TP\n.B ").append(escaped(term)).append('\n');
    return line(explanation);
  }

  /** Lines that stay as they are. */
  Roff verbatim(List<String> lines) {
    text.append(".PP\n.nf\n");
    lines.forEach(line -> text.append(line.isBlank() ? ".sp" : safe(line)).append('\n'));
    text.append(".fi\n");
    return this;
  }

  /** Words, each in bold, between which one may break. */
  Roff bold(String words) {
    text.append(".B ").append(escaped(words)).append('\n');
    return this;
  }

  Roff line(String words) {
    text.append(safe(words.strip())).append('\n');
    return this;
  }

  /** A line that begins with a point or an apostrophe would be an order. */
  private static String safe(String words) {
    String line = escaped(words);
    return line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line;
  }

  /** Hyphens that can be copied to a shell, and characters beyond ASCII by their number. */
  private static String escaped(String words) {
    StringBuilder escaped = new StringBuilder();
    words.codePoints().forEach(character -> append(escaped, character));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, int character) {
    switch (character) {
      case '\\' -> escaped.append("\\e");
      case '-' -> escaped.append("\\-");
      case '~' -> escaped.append("\\(ti");
      case '^' -> escaped.append("\\(ha");
      case '`' -> escaped.append("\\(ga");
      case '\'' -> escaped.append("\\(aq");
      case '"' -> escaped.append("\\(dq");
      default -> {
        if (character < 128) {
          escaped.append((char) character);
        } else {
          escaped.append(String.format("\\[u%04X]", character));
        }
      }
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
