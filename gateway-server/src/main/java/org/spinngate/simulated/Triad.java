package org.spinngate.simulated;

/**
 * Three boards of 48 chips that fill a square of 12 by 12 without a gap, whose edges go round
 * (public source: SpiNNMachine, {@code spinnaker_triad_geometry.py}).
 */
enum Triad implements ChipLayout {
  /** The only one: its Ethernet chips are at 0,0, 4,8 and 8,4. */
  SMALLEST;

  private static final int SIDE = 12;
  private static final int[] ETHERNET_X = {0, 4, 8};
  private static final int[] ETHERNET_Y = {0, 8, 4};

  /** How many boards there are. */
  static final int BOARDS = ETHERNET_X.length;

  /** The address of a board's Ethernet chip. */
  static int ethernet(int board) {
    return ETHERNET_X[board] << 8 | ETHERNET_Y[board];
  }

  /** Which board a chip is on. */
  static int boardOf(int x, int y) {
    int board = 0;
    while (!BoardKind.SPIN5.contains(
        Math.floorMod(x - ETHERNET_X[board], SIDE), Math.floorMod(y - ETHERNET_Y[board], SIDE))) {
      board++;
    }
    return board;
  }

  @Override
  public int width() {
    return SIDE;
  }

  @Override
  public int height() {
    return SIDE;
  }

  @Override
  public boolean contains(int x, int y) {
    return x >= 0 && x < SIDE && y >= 0 && y < SIDE;
  }

  @Override
  public int neighbourX(int x, int link) {
    return Math.floorMod(BoardKind.SPIN5.neighbourX(x, link), SIDE);
  }

  @Override
  public int neighbourY(int y, int link) {
    return Math.floorMod(BoardKind.SPIN5.neighbourY(y, link), SIDE);
  }

  @Override
  public int stepsX(int fromX, int toX) {
    return shorter(toX - fromX);
  }

  @Override
  public int stepsY(int fromY, int toY) {
    return shorter(toY - fromY);
  }

  /** Round the edge if that is shorter. */
  private static int shorter(int steps) {
    return Math.floorMod(steps + SIDE / 2, SIDE) - SIDE / 2;
  }

  @Override
  public int ethernetOf(int x, int y) {
    return ethernet(boardOf(x, y));
  }
}
