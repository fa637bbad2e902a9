package org.spinngate.protocol.tag;

/**
 * One IP tag of a board.
 *
 * @param chip whose tag it is, {@code x << 8 | y} as the request named it
 * @param number 0 to 15; from {@link #FIRST_OF_POOL} on the board lends them to requests
 */
public record Tag(int chip, int number) {
  /** How many tags the applications and the pool of one Ethernet chip have together. */
  public static final int COUNT = 16;

  /** The first that the board gives to the one who asks for a free one. */
  static final int FIRST_OF_POOL = 8;

  private static final int ROOT = 0xFFFF;

  /** The same for all names of one tag. */
  public int key() {
    // The root chip is called 0 or 0xFFFF, and is one chip (domain: what the board does).
    return (chip == ROOT ? 0 : chip) * COUNT + number;
  }

  /** Whether a board has a tag of this number. */
  public boolean exists() {
    return number < COUNT;
  }

  boolean isOfPool() {
    return number >= FIRST_OF_POOL;
  }
}
