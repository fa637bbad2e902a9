package org.spinngate.simulated;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The boot packet in hand: one copy of a datagram, read in place. What a short packet leaves
 * untouched still holds the bytes of an earlier one, as in the ROM's receive buffer. Big-endian:
 *
 * <pre>
 *  0         2        6     10    14    18
 * +---------+--------+-----+-----+-----+--------+
 * | version | opcode | op1 | op2 | op3 |  data  |
 * |    1    |        |     |     |     | ≤ 1024 |
 * +---------+--------+-----+-----+-----+--------+
 *
 * start    1   op3: blocks - 1
 * block    3   op1: (words - 1) << 8 | number
 * control  5   op1: bit 0, execute
 * HELLO   41   board to host
 * </pre>
 *
 * <p>Public source: spinnaker_bootROM flood_fill.c.
 */
final class BootPacket {
  static final int HEADER_LENGTH = 18;
  static final int MAX_DATA = 1024;
  static final int VERSION = 1;
  static final int START = 1;
  static final int BLOCK = 3;
  static final int CONTROL = 5;
  static final int HELLO = 0x41;

  private static final int ROM_VERSION = 0x02010000;
  private static final int HELLO_MARK = 0x43505453;

  private final byte[] bytes = new byte[HEADER_LENGTH + MAX_DATA];
  private final ByteBuffer fields = ByteBuffer.wrap(bytes);
  private int dataLength;

  /** False for what is no boot packet of version 1. */
  boolean load(ByteBuf datagram) {
    int start = datagram.readerIndex();
    int length = datagram.readableBytes();
    if (length < HEADER_LENGTH || datagram.getUnsignedShort(start) != VERSION) {
      return false;
    }
    datagram.getBytes(start, bytes, 0, Math.min(length, bytes.length));
    dataLength = Math.min(length, bytes.length) - HEADER_LENGTH;
    return true;
  }

  static ByteBuffer hello() {
    ByteBuffer hello = ByteBuffer.allocate(HEADER_LENGTH);
    return hello
        .putShort((short) VERSION)
        .putInt(HELLO)
        .putInt(ROM_VERSION)
        .putInt(0)
        .putInt(HELLO_MARK)
        .flip();
  }

  int opcode() {
    return fields.getInt(2);
  }

  int operand1() {
    return fields.getInt(6);
  }

  int operand3() {
    return fields.getInt(14);
  }

  /** How many bytes of data came with the packet. */
  int dataLength() {
    return dataLength;
  }

  /** Copies data, beyond {@link #dataLength} stale. */
  void copyData(byte[] into, int offset, int length) {
    System.arraycopy(bytes, HEADER_LENGTH, into, offset, length);
  }

  byte[] data() {
    return Arrays.copyOfRange(bytes, HEADER_LENGTH, HEADER_LENGTH + dataLength);
  }
}
