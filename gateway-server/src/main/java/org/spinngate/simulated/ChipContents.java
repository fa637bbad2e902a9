package org.spinngate.simulated;

/**
 * What a chip holds where nobody wrote: the routing table of its position, the blocks of its cores,
 * an empty copy of its multicast table, the board's pattern in the rest of SDRAM, zero elsewhere.
 */
final class ChipContents implements SparseMemory.Unwritten {
  static final int CORE_BLOCKS = 0xF5007000;
  static final int MULTICAST_COPY = 0x67F00000;

  private static final int CORE_BLOCK_SIZE = 128;
  private static final int CORE_STATE_WORD = 0x2C;
  private static final int CORE_BLOCKS_SIZE = BoardKind.CORES * CORE_BLOCK_SIZE;
  private static final int MULTICAST_COPY_SIZE = 1024 * 16;
  private static final int UNUSED_ROUTE = 0xFF000000;

  private final PointToPointTable routes;
  private final int identity;

  ChipContents(PointToPointTable routes, int identity) {
    this.routes = routes;
    this.identity = identity;
  }

  @Override
  public int word(int address) {
    if (PointToPointTable.contains(address)) {
      return routes.word(address);
    }
    if (within(address, CORE_BLOCKS, CORE_BLOCKS_SIZE)) {
      return coreBlock(address - CORE_BLOCKS);
    }
    if (within(address, MULTICAST_COPY, MULTICAST_COPY_SIZE)) {
      return (address & 0xC) == 4 ? UNUSED_ROUTE : 0;
    }
    return address >>> 27 == 0x60000000 >>> 27 ? IdentityPattern.word(identity, address) : 0;
  }

  private static boolean within(int address, int base, int size) {
    return Integer.compareUnsigned(address - base, size) < 0;
  }

  private static int coreBlock(int offset) {
    if (offset % CORE_BLOCK_SIZE != CORE_STATE_WORD) {
      return 0;
    }
    int core = offset / CORE_BLOCK_SIZE;
    return CoreState.of(core) << 16 | SystemVariables.physicalCore(core) << 8;
  }
}
