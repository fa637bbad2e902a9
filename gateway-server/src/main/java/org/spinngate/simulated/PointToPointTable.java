package org.spinngate.simulated;

/**
 * A chip's P2P routing table, from which tools learn which chips exist: for each of 256 columns 256
 * entries of three bits, eight to a word. An entry is the link towards that chip.
 *
 * <pre>
 *  31    24 23   21 20        3 2     0
 * +--------+-------+-----------+-------+
 * |   0    | y = 7 |    ...    | y = 0 |   word (256 * x + y) / 8
 * +--------+-------+-----------+-------+
 * </pre>
 */
final class PointToPointTable {
  static final int BASE = 0xE1010000;
  static final int SIZE = 256 * 256 / 8 * Integer.BYTES;

  private static final int NO_ROUTE = 6;
  private static final int MONITOR = 7;

  private final ChipLayout layout;
  private final int x;
  private final int y;

  PointToPointTable(ChipLayout layout, int x, int y) {
    this.layout = layout;
    this.x = x;
    this.y = y;
  }

  static boolean contains(int address) {
    return Integer.compareUnsigned(address, BASE) >= 0
        && Integer.compareUnsigned(address, BASE + SIZE) < 0;
  }

  int word(int address) {
    int first = (address - BASE) / Integer.BYTES * 8;
    int word = 0;
    for (int entry = 0; entry < 8; entry++) {
      word |= route((first + entry) >> 8, (first + entry) & 0xFF) << (3 * entry);
    }
    return word;
  }

  /** The link towards another chip: diagonal while both coordinates differ in the same sense. */
  int route(int toX, int toY) {
    if (!layout.contains(toX, toY)) {
      return NO_ROUTE;
    }
    int right = Integer.signum(layout.stepsX(x, toX));
    int up = Integer.signum(layout.stepsY(y, toY));
    for (int link = 0; link < ChipLayout.LINKS; link++) {
      if (BoardKind.stepX(link) == right && BoardKind.stepY(link) == up) {
        return link;
      }
    }
    return right == 0 && up == 0 ? MONITOR : right > 0 ? 0 : 3;
  }
}
