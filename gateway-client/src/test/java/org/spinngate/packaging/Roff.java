package org.spinngate.packaging;

import java.util.List;

/** Text in the language of manual pages, see man(7) and groff_man(7). */
final class Roff {
  private final StringBuilder text = new StringBuilder();

  private boolean fresh;

  /** A page's name, section, date as year-month-day, and what it belongs to. */
  Roff title(String name, String section, String date, String source) {
    text.append(".TH \"").append(escaped(name)).append("\" ").append(section);
    text.append(' ').append(date).append(" \"").append(escaped(source)).append("\"\n");
    return this;
  }

  Roff section(String heading) {
    text.append(".SH ").append(escaped(heading)).append('\n');
    fresh = true;
    return this;
  }

  /** One paragraph, which the reader's terminal breaks into lines. */
  Roff paragraph(String words) {
    begin();
    return line(words);
  }

  /** A heading begins a paragraph by itself. */
  private void begin() {
    text.append(fresh ? "" : ".PP\n");
    fresh = false;
  }

  /** What is explained, and its explanation indented below. */
  Roff item(String term, String explanation) {
    fresh = false;
    text.append(".TP\n.B ").append(escaped(term)).append('\n');
    return line(explanation);
  }

  /** Lines that stay as they are. */
  Roff verbatim(List<String> lines) {
    begin();
    text.append(".nf\n");
    lines.forEach(line -> text.append(line.isBlank() ? ".sp" : safe(line)).append('\n'));
    text.append(".fi\n");
    return this;
  }

  /** Words in bold, between which a line may break. */
  Roff bold(String words) {
    text.append(".B ").append(escaped(words)).append('\n');
    return this;
  }

  /** Words without a paragraph of their own. */
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
