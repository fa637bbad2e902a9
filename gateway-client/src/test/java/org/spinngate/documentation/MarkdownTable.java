package org.spinngate.documentation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown, made row by row. */
final class MarkdownTable {
  private final List<String> lines = new ArrayList<>();

  MarkdownTable(String... head) {
    row(head);
    row(Collections.nCopies(head.length, "---").toArray(String[]::new));
  }

  MarkdownTable row(String... cells) {
    lines.add(
        List.of(cells).stream()
            .map(cell -> cell.replace("|", "\\|"))
            .collect(Collectors.joining(" | ", "| ", " |")));
    return this;
  }

  /** The table, with a line break after each row. */
  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
