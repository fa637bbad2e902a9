package org.spinngate.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SparseMemoryTest {
  private final PageBudget budget = new PageBudget(4);
  private final SparseMemory memory = new SparseMemory(address -> address, budget);

  private byte[] read(int address, int length) {
    byte[] bytes = new byte[length];
    memory.read(address, bytes, 0, length);
    return bytes;
  }

  @Test
  void unwrittenMemoryIsReadFromAnyByteOn() {
    assertThat(read(0x01020304, 6)).containsExactly(4, 3, 2, 1, 8, 3);
    assertThat(read(0x01020306, 3)).containsExactly(2, 1, 8);
  }

  @Test
  void aWriteLeavesItsNeighboursUnwritten() {
    memory.write(0x01020305, new byte[] {9}, 0, 1);

    assertThat(read(0x01020304, 4)).containsExactly(4, 9, 2, 1);
  }

  @Test
  void accessesGoOnFromPageToPage() {
    byte[] data = new byte[2000];
    Arrays.fill(data, (byte) 7);

    assertThat(memory.write(1000, data, 0, data.length)).isTrue();

    assertThat(read(1000, 2000)).isEqualTo(data);
    assertThat(read(996, 4)).containsExactly(-28, 3, 0, 0);
  }

  @Test
  void aliasesAreTheSameBytes() {
    memory.write(0x70000010, new byte[] {1}, 0, 1);
    memory.write(0xE5007F00, new byte[] {2}, 0, 1);
    memory.write(0xF1010000, new byte[] {3}, 0, 1);

    assertThat(read(0x60000010, 1)).containsExactly(1);
    assertThat(read(0xF5007F00, 1)).containsExactly(2);
    assertThat(read(0xE1010000, 1)).containsExactly(3);
  }

  @Test
  void memoryIsBounded() {
    assertThat(memory.write(0, new byte[4096], 0, 4096)).isTrue();
    assertThat(memory.write(4096, new byte[1], 0, 1)).isFalse();
    assertThat(memory.write(100, new byte[1], 0, 1)).isTrue();
    assertThat(memory.fill(0, 1, Integer.MAX_VALUE)).isFalse();
    assertThat(memory.fill(0, 1, -4)).isFalse();
  }

  @Test
  void theTopOfTheAddressSpaceIsJustAnotherPlace() {
    memory.write(0xFFFFFFFE, new byte[] {1, 2, 3, 4}, 0, 4);

    assertThat(read(0xFFFFFFFE, 4)).containsExactly(1, 2, 3, 4);
    assertThat(read(0, 2)).containsExactly(3, 4);
  }
}
