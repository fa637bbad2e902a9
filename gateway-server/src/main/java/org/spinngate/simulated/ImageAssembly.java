package org.spinngate.simulated;

import java.io.ByteArrayOutputStream;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * An image on its way into the ROM's memory, block by block. A block that is shorter than it claims
 * is completed with stale bytes in memory; the digest covers only what really came.
 */
final class ImageAssembly {
  private static final int MAX_BLOCKS = 256;

  private final int blocks;
  private final BitSet received = new BitSet();
  private final byte[] memory = new byte[MAX_BLOCKS * BootPacket.MAX_DATA];
  private final byte[][] fresh = new byte[MAX_BLOCKS][];
  private final Set<Integer> sourcePorts = new HashSet<>();

  ImageAssembly(int blocks) {
    this.blocks = blocks;
  }

  /** False when the block is there already, and stays as it is. */
  boolean add(BootPacket block, int sourcePort) {
    int number = block.operand1() & 0xFF;
    if (received.get(number)) {
      return false;
    }
    int size = (1 + (block.operand1() >>> 8 & 0xFF)) * Integer.BYTES;
    block.copyData(memory, number * size, size);
    received.set(number);
    fresh[number] = block.data();
    sourcePorts.add(sourcePort);
    return true;
  }

  boolean isComplete() {
    return received.nextClearBit(0) >= blocks;
  }

  BootImage image() {
    ByteArrayOutputStream came = new ByteArrayOutputStream();
    for (int number = 0; number < blocks; number++) {
      came.writeBytes(fresh[number]);
    }
    String digest = BootImage.digest(BootImage.swapWords(came.toByteArray()));
    return new BootImage(BootImage.swapWords(memory), digest, Set.copyOf(sourcePorts));
  }
}
