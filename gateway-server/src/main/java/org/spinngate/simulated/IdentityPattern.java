package org.spinngate.simulated;

/**
 * What SDRAM holds where nothing was written: words computed from the board's identity and the
 * address, the same on every chip, so that a test can tell from any read which board answered.
 *
 * <p>The word at the byte offset {@code o} (a multiple of 4) from the start of SDRAM is {@code
 * finish(identity * 0x9E3779B9 + o)}, where {@code finish(h)} is {@code h ^= h >>> 16; h *=
 * 0x85EBCA6B; h ^ h >>> 13}. SDRAM is 128 MiB at 0x60000000 and again, unbuffered, at 0x70000000.
 */
public final class IdentityPattern {
  private IdentityPattern() {}

  /** The unwritten word at an address of SDRAM; the two low bits of the address do not count. */
  public static int word(int identity, int address) {
    int hash = identity * 0x9E3779B9 + (address & 0x0FFFFFFC);
    hash ^= hash >>> 16;
    hash *= 0x85EBCA6B;
    return hash ^ (hash >>> 13);
  }

  /** What a read of unwritten SDRAM returns: little-endian words, from any byte on. */
  public static byte[] bytes(int identity, int address, int length) {
    byte[] bytes = new byte[length];
    for (int index = 0; index < length; index++) {
      int at = address + index;
      bytes[index] = (byte) (word(identity, at) >>> (8 * (at & 3)));
    }
    return bytes;
  }
}
