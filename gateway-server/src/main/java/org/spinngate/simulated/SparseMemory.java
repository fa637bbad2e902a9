package org.spinngate.simulated;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;

/**
 * One chip's 4 GiB address space, kept in pages that exist only once written. Everything else is
 * read from what the chip holds {@linkplain Unwritten unwritten}. Buffered and unbuffered aliases
 * of SDRAM, system RAM and router are the same bytes.
 */
final class SparseMemory {
  static final int PAGE = 1024;
  private static final int PAGE_BITS = 10;

  /** What a word holds that nobody wrote. */
  @FunctionalInterface
  interface Unwritten {
    /** The word at a canonical address that is a multiple of four. */
    int word(int address);
  }

  private final IntObjectMap<byte[]> pages = new IntObjectHashMap<>();
  private final Unwritten unwritten;
  private final PageBudget budget;

  SparseMemory(Unwritten unwritten, PageBudget budget) {
    this.unwritten = unwritten;
    this.budget = budget;
  }

  /** One address for all the aliases of a byte. */
  static int canonical(int address) {
    if (address >>> 28 == 0x7) {
      return (address & 0x0FFFFFFF) | 0x60000000;
    }
    return switch (address >>> 24) {
      case 0xE5 -> address | 0x10000000;
      case 0xF1 -> address & 0xEFFFFFFF;
      default -> address;
    };
  }

  void read(int address, byte[] into, int offset, int length) {
    int from = canonical(address);
    int done = 0;
    while (done < length) {
      int at = from + done;
      int inPage = at & (PAGE - 1);
      int count = Math.min(length - done, PAGE - inPage);
      byte[] page = pages.get(at >>> PAGE_BITS);
      if (page == null) {
        readUnwritten(at, into, offset + done, count);
      } else {
        System.arraycopy(page, inPage, into, offset + done, count);
      }
      done += count;
    }
  }

  /** False when the board has no pages left, in which case part of it may be written. */
  boolean write(int address, byte[] from, int offset, int length) {
    int start = canonical(address);
    int done = 0;
    while (done < length) {
      int at = start + done;
      int inPage = at & (PAGE - 1);
      int count = Math.min(length - done, PAGE - inPage);
      if (!ensurePage(at)) {
        return false;
      }
      System.arraycopy(from, offset + done, pages.get(at >>> PAGE_BITS), inPage, count);
      done += count;
    }
    return true;
  }

  /** Writes one word over and over; false when it is too long for what the board has left. */
  boolean fill(int address, int word, int length) {
    if (length < 0 || length / PAGE > budget.left() + pages.size()) {
      return false;
    }
    byte[] block = new byte[PAGE];
    for (int index = 0; index < PAGE; index++) {
      block[index] = (byte) (word >>> (8 * (index & 3)));
    }
    boolean written = true;
    for (int done = 0; done < length && written; done += PAGE) {
      written = write(address + done, block, 0, Math.min(PAGE, length - done));
    }
    return written;
  }

  private boolean ensurePage(int address) {
    int number = address >>> PAGE_BITS;
    if (pages.containsKey(number)) {
      return true;
    }
    if (!budget.take()) {
      return false;
    }
    byte[] page = new byte[PAGE];
    readUnwritten(number << PAGE_BITS, page, 0, PAGE);
    pages.put(number, page);
    return true;
  }

  private void readUnwritten(int address, byte[] into, int offset, int count) {
    int word = unwritten.word(address & ~3);
    for (int index = 0; index < count; index++) {
      int at = address + index;
      if ((at & 3) == 0) {
        word = unwritten.word(at);
      }
      into[offset + index] = (byte) (word >>> (8 * (at & 3)));
    }
  }
}
