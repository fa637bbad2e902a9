package org.spinngate.endtoend.tools;

import java.util.HashMap;
import java.util.Map;
import org.spinngate.simulated.IdentityPattern;

/**
 * What SDRAM of a simulated board must hold: its pattern, and what was written over it. May be
 * shared by tools on several threads.
 */
public final class ExpectedMemory {
  private final int identity;
  private final Map<Integer, Byte> written = new HashMap<>();

  /** Memory of a board with this identity, to which nobody has written. */
  public ExpectedMemory(int identity) {
    this.identity = identity;
  }

  /** What a read must return. */
  public synchronized byte[] at(int address, int length) {
    byte[] bytes = IdentityPattern.bytes(identity, address, length);
    for (int index = 0; index < length; index++) {
      bytes[index] = written.getOrDefault(address + index, bytes[index]);
    }
    return bytes;
  }

  synchronized void write(int address, byte[] bytes) {
    for (int index = 0; index < bytes.length; index++) {
      written.put(address + index, bytes[index]);
    }
  }
}
