package org.spinngate.client.console;

import java.util.ArrayList;
import java.util.List;
import org.spinngate.protocol.Boards;

/** The boards as fixed-width text. */
public final class BoardListTable {
  private static final List<String> TITLES =
      List.of("BOARD", "ACCESS", "STATE", "HOLDER", "WAITING", "COMMENT");
  private static final int WAITING_COLUMN = 4;
  private static final String GAP = "  ";

  private final HolderWords holders;

  /**
   * @param holders says who has a board
   */
  public BoardListTable(HolderWords holders) {
    this.holders = holders;
  }

  /** The lines, titles first. */
  public List<String> lines(List<Boards.Entry> boards) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(TITLES);
    boards.forEach(board -> rows.add(row(board)));
    int[] widths = widths(rows);
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private List<String> row(Boards.Entry board) {
    return List.of(
        Plain.of(board.name()),
        board.shared() ? "shared" : "exclusive",
        Plain.of(board.state()),
        board.holder().map(holders::of).orElse("-"),
        String.valueOf(board.waiting()),
        Plain.of(board.comment()));
  }

  private static int[] widths(List<List<String>> rows) {
    int[] widths = new int[TITLES.size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return widths;
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String blanks = " ".repeat(widths[column] - row.get(column).length());
      boolean number = column == WAITING_COLUMN;
      line.append(number ? blanks : "").append(row.get(column)).append(number ? "" : blanks);
      line.append(GAP);
    }
    return line.toString().stripTrailing();
  }
}
