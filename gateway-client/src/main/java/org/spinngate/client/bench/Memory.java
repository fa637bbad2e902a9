package org.spinngate.client.bench;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What the board's SDRAM holds, as far as it was read: every further read of a block must return
 * the same, by whichever path it came. Shared by all applications, on their one thread.
 */
final class Memory {
  /** A prime number, so that a sequence number and an address do not come round together. */
  static final int BLOCKS = 4093;

  private static final int SDRAM = 0x6000_0000;
  private static final int WORD = 4;

  private final int stride;
  private final boolean[] known = new boolean[BLOCKS];
  private final long[] sums = new long[BLOCKS];
  private final CRC32C sum = new CRC32C();

  /**
   * @param bytes of a block
   */
  Memory(int bytes) {
    this.stride = (bytes + WORD - 1) / WORD * WORD;
  }

  /** Where a block begins; a multiple of four. */
  int address(int block) {
    return SDRAM + block * stride;
  }

  /** Whether a block holds this, or nobody has read it before. */
  boolean holds(int block, ByteBuffer data) {
    sum.reset();
    sum.update(data);
    if (!known[block]) {
      known[block] = true;
      sums[block] = sum.getValue();
    }
    return sums[block] == sum.getValue();
  }
}
