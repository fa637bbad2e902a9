package org.spinngate.simulated;

/** The two boards in use, and which chips and links each of them has. */
public enum BoardKind {
  /** Four chips, whose north and south links go round. */
  SPIN3(3, 2, 2, 0x502) {
    @Override
    boolean contains(int x, int y) {
      return x >= 0 && x < 2 && y >= 0 && y < 2;
    }

    @Override
    int neighbourY(int y, int link) {
      return Math.floorMod(super.neighbourY(y, link), 2);
    }
  },
  /** Forty-eight chips: those of an 8 by 8 square with {@code -3 <= x - y <= 4}. */
  SPIN5(5, 8, 8, 0x1) {
    @Override
    boolean contains(int x, int y) {
      return x >= 0 && x < 8 && y >= 0 && y < 8 && x - y >= -3 && x - y <= 4;
    }
  };

  /** East, north-east, north, west, south-west, south. */
  static final int LINKS = 6;

  /** Cores of every chip, the monitor included. */
  static final int CORES = 18;

  private static final int[] STEP_X = {1, 1, 0, -1, -1, 0};
  private static final int[] STEP_Y = {0, 1, 1, 0, -1, -1};

  private final int hardwareVersion;
  private final int width;
  private final int height;
  private final int leds;

  BoardKind(int hardwareVersion, int width, int height, int leds) {
    this.hardwareVersion = hardwareVersion;
    this.width = width;
    this.height = height;
    this.leds = leds;
  }

  abstract boolean contains(int x, int y);

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** The number tools write into {@code sv.hw_ver} for this board. */
  int hardwareVersion() {
    return hardwareVersion;
  }

  /** The word tools write into {@code sv.led0} for this board. */
  int leds() {
    return leds;
  }

  int chips() {
    int chips = 0;
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        chips += contains(x, y) ? 1 : 0;
      }
    }
    return chips;
  }

  int stepX(int link) {
    return STEP_X[link];
  }

  int stepY(int link) {
    return STEP_Y[link];
  }

  int neighbourX(int x, int link) {
    return x + STEP_X[link];
  }

  int neighbourY(int y, int link) {
    return y + STEP_Y[link];
  }

  /** One bit for each link of the chip behind which there is another chip of this board. */
  int links(int x, int y) {
    int links = 0;
    for (int link = 0; link < LINKS; link++) {
      links |= contains(neighbourX(x, link), neighbourY(y, link)) ? 1 << link : 0;
    }
    return links;
  }
}
