package org.spinngate.simulated;

/**
 * How the chips of a machine lie, and which of their six links lead where: east, north-east, north,
 * west, south-west, south. An address is {@code x << 8 | y}.
 */
interface ChipLayout {
  /** East, north-east, north, west, south-west, south. */
  int LINKS = 6;

  /** Columns that may hold chips. */
  int width();

  /** Rows that may hold chips. */
  int height();

  /** Whether there is a chip. */
  boolean contains(int x, int y);

  /** The column behind a link. */
  int neighbourX(int x, int link);

  /** The row behind a link. */
  int neighbourY(int y, int link);

  /** How far it is to the right, less than zero for the left. */
  int stepsX(int fromX, int toX);

  /** How far it is upwards, less than zero for downwards. */
  int stepsY(int fromY, int toY);

  /** The address of the Ethernet chip of the board that a chip is on. */
  int ethernetOf(int x, int y);

  /** How many chips there are. */
  default int chips() {
    int chips = 0;
    for (int x = 0; x < width(); x++) {
      for (int y = 0; y < height(); y++) {
        chips += contains(x, y) ? 1 : 0;
      }
    }
    return chips;
  }

  /** One bit for each link of the chip behind which there is another chip. */
  default int links(int x, int y) {
    int links = 0;
    for (int link = 0; link < LINKS; link++) {
      links |= contains(neighbourX(x, link), neighbourY(y, link)) ? 1 << link : 0;
    }
    return links;
  }
}
