package org.spinngate.simulated;

/** The two boards in use, and which chips and links each of them has. */
public enum BoardKind implements ChipLayout {
  /** Four chips, whose north and south links go round. */
  SPIN3(3, 2, 2, 0x502) {
    @Override
    public boolean contains(int x, int y) {
      return x >= 0 && x < 2 && y >= 0 && y < 2;
    }

    @Override
    public int neighbourY(int y, int link) {
      return Math.floorMod(super.neighbourY(y, link), 2);
    }
  },
  /** Forty-eight chips: those of an 8 by 8 square with {@code -3 <= x - y <= 4}. */
  SPIN5(5, 8, 8, 0x1) {
    @Override
    public boolean contains(int x, int y) {
      return x >= 0 && x < 8 && y >= 0 && y < 8 && x - y >= -3 && x - y <= 4;
    }
  };

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

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
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

  /** The column's change by a link. */
  static int stepX(int link) {
    return STEP_X[link];
  }

  /** The row's change by a link. */
  static int stepY(int link) {
    return STEP_Y[link];
  }

  @Override
  public int neighbourX(int x, int link) {
    return x + STEP_X[link];
  }

  @Override
  public int neighbourY(int y, int link) {
    return y + STEP_Y[link];
  }

  @Override
  public int stepsX(int fromX, int toX) {
    return toX - fromX;
  }

  @Override
  public int stepsY(int fromY, int toY) {
    return toY - fromY;
  }

  /** The root chip's: a board alone has one Ethernet. */
  @Override
  public int ethernetOf(int x, int y) {
    return 0;
  }
}
