package org.spinngate.endtoend.matrix;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The cells of every build. Each fault meets each tool at each job once; the carriers take turns as
 * the colours of a chessboard do, so that each row, each tool and each job is met by both:
 *
 * <pre>
 *                 ybug               rig                SpiNNMan
 *            read write boot    read write boot    read write boot
 *  a fault    s     b    s       b     s    b       s     b    s
 *  the next   b     s    b       s     b    s       b     s    b
 * </pre>
 *
 * <p>What the matrix has with one carrier only is always there.
 */
final class Selection {
  private final List<Cell> all;
  private final List<String> rows;
  private final Set<String> names;

  /** Of these, which are all that there are. */
  Selection(List<Cell> all) {
    this.all = all;
    this.rows = all.stream().map(cell -> cell.fault().name()).distinct().toList();
    this.names = all.stream().map(Cell::toString).collect(Collectors.toSet());
  }

  List<Cell> cells() {
    return all.stream().filter(cell -> isTurnOf(cell) || isOnlyOne(cell)).toList();
  }

  private boolean isTurnOf(Cell cell) {
    int place =
        rows.indexOf(cell.fault().name())
            + List.of(Tool.values()).indexOf(cell.tool())
            + List.of(Job.values()).indexOf(cell.job());
    return (place % 2 == 0) == (cell.carrier() == Carrier.STREAM);
  }

  private boolean isOnlyOne(Cell cell) {
    return !names.contains(cell.withOtherCarrier().toString());
  }
}
