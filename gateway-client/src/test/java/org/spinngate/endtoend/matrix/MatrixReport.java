package org.spinngate.endtoend.matrix;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs the whole matrix and writes its results into a page of the manual. */
public final class MatrixReport {
  private static final String BEGIN = "<!-- results: regenerated, do not edit -->\n";
  private static final String END = "<!-- end of results -->\n";

  private MatrixReport() {}

  /**
   * Runs it, or with {@code -Dmatrix.only=WORDS} the cells whose names contain these, which leaves
   * the page alone. The exit code is 0 if every cell is as it must be.
   *
   * @param arguments the page
   */
  public static void main(String[] arguments) throws Exception {
    Path page = Path.of(arguments[0]);
    String wanted = System.getProperty("matrix.only", "");
    List<Cell> cells =
        Matrix.cells().stream().filter(cell -> cell.toString().contains(wanted)).toList();
    long begun = System.nanoTime();
    List<CellResult> results = new Matrix(System.out::println).run(cells);
    Duration time = Duration.ofNanos(System.nanoTime() - begun);
    ResultTable table = new ResultTable(results);
    long green = results.stream().filter(CellResult::isGreen).count();
    String summary = "%d of %d cells are as they must be.".formatted(green, results.size());
    System.out.println(table.markdown() + "\n" + table.exceptions());
    System.out.println(summary + " It took " + time.toSeconds() + " s.");
    if (wanted.isEmpty()) {
      write(page, table.markdown() + "\n" + summary + "\n" + table.exceptions());
    }
    System.exit(green == results.size() ? 0 : 1);
  }

  private static void write(Path page, String results) throws Exception {
    String text = Files.readString(page);
    int from = text.indexOf(BEGIN) + BEGIN.length();
    int to = text.indexOf(END, from);
    Files.writeString(page, text.substring(0, from) + "\n" + results + "\n" + text.substring(to));
  }
}
