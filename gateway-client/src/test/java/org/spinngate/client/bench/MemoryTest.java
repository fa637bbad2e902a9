package org.spinngate.client.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class MemoryTest {
  @Test
  void blocksLieSideBySideInSdramFromAWordOn() {
    Memory memory = new Memory(253);

    assertThat(memory.address(0)).isEqualTo(0x6000_0000);
    assertThat(memory.address(1)).isEqualTo(0x6000_0100);
    assertThat(memory.address(Memory.BLOCKS - 1)).isLessThan(0x6010_0000);
  }

  @Test
  void aBlockHoldsWhatWasReadFirst() {
    Memory memory = new Memory(4);

    assertThat(memory.holds(1, bytes(1, 2, 3, 4))).isTrue();
    assertThat(memory.holds(2, bytes(5, 6, 7, 8))).isTrue();
    assertThat(memory.holds(1, bytes(1, 2, 3, 4))).isTrue();
    assertThat(memory.holds(1, bytes(5, 6, 7, 8))).isFalse();
  }

  private static ByteBuffer bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length);
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.flip();
  }
}
