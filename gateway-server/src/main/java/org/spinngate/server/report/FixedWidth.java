package org.spinngate.server.report;

import java.util.List;
import java.util.Set;

/** Puts the cells of a table below each other. Whatever stands in them, each row is one line. */
public final class FixedWidth {
  private static final String BETWEEN = "  ";

  private FixedWidth() {}

  /**
   * All lines with columns of one width, without a line end after the last.
   *
   * @param lines the headings, and then one list of as many cells for each row
   * @param right the headings of the columns that are aligned to the right
   */
  public static String of(List<List<String>> lines, Set<String> right) {
    int[] widths = widths(lines);
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      text.append(text.isEmpty() ? "" : "\n");
      append(text, line, widths, lines.get(0).stream().map(right::contains).toList());
    }
    return text.toString();
  }

  private static int[] widths(List<List<String>> lines) {
    int[] widths = new int[lines.get(0).size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    return widths;
  }

  private static void append(
      StringBuilder text, List<String> line, int[] widths, List<Boolean> right) {
    for (int i = 0; i < widths.length; i++) {
      String cell = OneLine.of(line.get(i));
      String padding = " ".repeat(widths[i] - cell.length());
      boolean last = i == widths.length - 1;
      text.append(right.get(i) ? padding : "").append(cell);
      text.append(right.get(i) || last ? "" : padding).append(last ? "" : BETWEEN);
    }
  }
}
