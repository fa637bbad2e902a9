package org.spinngate.server.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A boot image file, with its system variables put in. */
public final class BootImage {
  /** Where the system variables are. */
  public static final int VARIABLES = 384;

  private static final int BLOCK = 1024;

  private final byte[] bytes;

  /** An image of these little-endian words. */
  public BootImage(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** An image of so many full blocks, different for each seed. */
  public static BootImage random(long seed, int blocks) {
    return ofLength(seed, blocks * BLOCK);
  }

  /** An image of so many bytes, such as the 29,868 of SC&amp;MP 4.0.0. */
  public static BootImage ofLength(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.fill(bytes, VARIABLES, VARIABLES + 128, (byte) 0);
    file.put(VARIABLES + 0x0A, (byte) 5).putInt(VARIABLES + 0x1C, (int) seed);
    file.putInt(VARIABLES + 0x30, 1).put(VARIABLES + 0x40, (byte) 1);
    return new BootImage(bytes);
  }

  /** The file. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The datagrams of a boot: start, blocks, control. */
  public List<byte[]> packets() {
    int blocks = (bytes.length + BLOCK - 1) / BLOCK;
    List<byte[]> packets = new ArrayList<>();
    packets.add(packet(1, 0, blocks - 1, new byte[0]));
    for (int block = 0; block < blocks; block++) {
      int end = Math.min(bytes.length, (block + 1) * BLOCK);
      byte[] data = swapped(Arrays.copyOfRange(bytes, block * BLOCK, end));
      packets.add(packet(3, 0xFF00 | block, 0, data));
    }
    packets.add(packet(5, 1, 0, new byte[0]));
    return packets;
  }

  private static byte[] packet(int opcode, int operand1, int operand3, byte[] data) {
    return ByteBuffer.allocate(18 + data.length)
        .putShort((short) 1)
        .putInt(opcode)
        .putInt(operand1)
        .putInt(0)
        .putInt(operand3)
        .put(data)
        .array();
  }

  private static byte[] swapped(byte[] words) {
    ByteBuffer file = ByteBuffer.wrap(words).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer wire = ByteBuffer.allocate(words.length);
    while (file.hasRemaining()) {
      wire.putInt(file.getInt());
    }
    return wire.array();
  }
}
