package org.spinngate.protocol.testing;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes wrong bytes out of right ones, the same for the same seed: bits flipped, bytes replaced by
 * telling ones, cut, lengthened, two inputs spliced, or noise altogether.
 */
public final class Mutator {
  private static final int[] TELLING = {
    0x00, 0x01, 0x02, 0x3F, 0x40, 0x7F, 0x80, 0x81, 0x82, 0xC3, 0xFF
  };
  private static final int MOST_ADDED = 64;

  private final SplittableRandom random;
  private final List<byte[]> right;

  /**
   * @param seed of all randomness
   * @param right well-formed inputs, none of them empty
   */
  public Mutator(long seed, List<byte[]> right) {
    this.random = new SplittableRandom(seed);
    this.right = List.copyOf(right);
  }

  /** The next wrong input; now and then it is a right one. */
  public byte[] next() {
    byte[] bytes = any();
    for (int times = random.nextInt(4); times >= 0; times--) {
      bytes = changed(bytes);
    }
    return bytes;
  }

  private byte[] changed(byte[] bytes) {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> replaced(bytes);
      case 3, 4 -> flipped(bytes);
      case 5 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      case 6 -> lengthened(bytes);
      default -> random.nextInt(4) == 0 ? noise(random.nextInt(MOST_ADDED)) : spliced(bytes);
    };
  }

  private byte[] replaced(byte[] bytes) {
    byte[] result = bytes.clone();
    if (result.length > 0) {
      result[position(result)] = (byte) TELLING[random.nextInt(TELLING.length)];
    }
    return result;
  }

  private byte[] flipped(byte[] bytes) {
    byte[] result = bytes.clone();
    if (result.length > 0) {
      result[position(result)] ^= (byte) (1 << random.nextInt(8));
    }
    return result;
  }

  private byte[] lengthened(byte[] bytes) {
    byte[] more = noise(random.nextInt(MOST_ADDED));
    return joined(bytes, bytes.length, more, 0);
  }

  private byte[] spliced(byte[] bytes) {
    byte[] other = any();
    return joined(bytes, random.nextInt(bytes.length + 1), other, random.nextInt(other.length));
  }

  private static byte[] joined(byte[] head, int headLength, byte[] tail, int tailStart) {
    byte[] result = Arrays.copyOf(head, headLength + tail.length - tailStart);
    System.arraycopy(tail, tailStart, result, headLength, tail.length - tailStart);
    return result;
  }

  /** Half of all changes hit the first bytes, where kinds and lengths stand. */
  private int position(byte[] bytes) {
    return random.nextInt(random.nextBoolean() ? bytes.length : Math.min(bytes.length, 12));
  }

  private byte[] noise(int length) {
    byte[] result = new byte[length];
    random.nextBytes(result);
    return result;
  }

  private byte[] any() {
    return right.get(random.nextInt(right.size()));
  }
}
