package org.spinngate.endtoend.matrix;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The cells of every build. Each fault meets each tool at each job once, by one carrier or the
 * other. These take turns as the colours of a chessboard do, so that each row, each tool and each
 * job is met by both:
 *
 * <pre>
 *                 ybug               rig                SpiNNMan
 *            read write boot    read write boot    read write boot
 *  a fault    s     b    s       b     s    b       s     b    s
 *  the next   b     s    b       s     b    s       b     s    b
 * </pre>
 *
 * <p>What the matrix has with one carrier only is always there. A fault that needs programs of
 * their own, which take seconds of a processor to start, meets each tool at one job and each job by
 * one tool.
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
    return all.stream().filter(this::isWanted).toList();
  }

  private boolean isWanted(Cell cell) {
    if (cell.isOfPrograms()) {
      boolean readsByBoth = (cell.job() == Job.READ) == (cell.carrier() == Carrier.BOTH);
      return place(cell) % Tool.values().length == 0 && readsByBoth;
    }
    return isTurnOf(cell) || isOnlyOne(cell);
  }

  private boolean isTurnOf(Cell cell) {
    return (place(cell) % 2 == 0) == (cell.carrier() == Carrier.STREAM);
  }

  private int place(Cell cell) {
    return rows.indexOf(cell.fault().name())
        + List.of(Tool.values()).indexOf(cell.tool())
        + List.of(Job.values()).indexOf(cell.job());
  }

  private boolean isOnlyOne(Cell cell) {
    return !names.contains(cell.withOtherCarrier().toString());
  }
}
