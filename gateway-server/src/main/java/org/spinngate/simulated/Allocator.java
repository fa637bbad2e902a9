package org.spinngate.simulated;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** Hands out blocks of a range, lowest first, and remembers whose they are. Zero means none. */
final class Allocator {
  /** Enough for any application, and a bound for strangers. */
  private static final int MAX_BLOCKS = 4096;

  private record Block(int size, int application, int tag) {}

  private final int base;
  private final int size;
  private final TreeMap<Integer, Block> blocks = new TreeMap<>();

  Allocator(int base, int size) {
    this.base = base;
    this.size = size;
  }

  /** The start of a new block; 0 when there is no room, or the application used the tag already. */
  int allocate(int length, int application, int tag) {
    boolean taken = tag != 0 && find(application, tag) != 0;
    if (length <= 0 || length > size || taken || blocks.size() == MAX_BLOCKS) {
      return 0;
    }
    int start = base;
    for (Map.Entry<Integer, Block> block : blocks.entrySet()) {
      if (block.getKey() - start >= length) {
        break;
      }
      start = block.getKey() + block.getValue().size();
    }
    if (base + size - start < length) {
      return 0;
    }
    blocks.put(start, new Block(length, application, tag));
    return start;
  }

  void free(int start) {
    blocks.remove(start);
  }

  /** Frees all of an application's blocks and tells how many they were. */
  int freeAll(int application) {
    int freed = 0;
    Iterator<Block> all = blocks.values().iterator();
    while (all.hasNext()) {
      if (all.next().application() == application) {
        all.remove();
        freed++;
      }
    }
    return freed;
  }

  /** The block an application marked with a tag. */
  int find(int application, int tag) {
    for (Map.Entry<Integer, Block> block : blocks.entrySet()) {
      if (block.getValue().application() == application && block.getValue().tag() == tag) {
        return block.getKey();
      }
    }
    return 0;
  }

  int free() {
    return size - blocks.values().stream().mapToInt(Block::size).sum();
  }

  int largestFree() {
    int largest = 0;
    int start = base;
    for (Map.Entry<Integer, Block> block : blocks.entrySet()) {
      largest = Math.max(largest, block.getKey() - start);
      start = block.getKey() + block.getValue().size();
    }
    return Math.max(largest, base + size - start);
  }
}
