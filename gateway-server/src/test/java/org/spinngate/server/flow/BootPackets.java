package org.spinngate.server.flow;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/** Boot packets as the tools send them (domain: boot packets). */
final class BootPackets {
  private static final int BLOCK_BYTES = 1024;

  private BootPackets() {}

  static ByteBuf start(int blocks) {
    return header(1, 0, blocks - 1);
  }

  static ByteBuf block(int number) {
    return header(3, 0xFF00 | number, 0).writeZero(BLOCK_BYTES);
  }

  static ByteBuf end() {
    return header(5, 1, 0);
  }

  /** Start, so many blocks, end. */
  static List<ByteBuf> whole(int blocks) {
    List<ByteBuf> packets = new ArrayList<>();
    packets.add(start(blocks));
    for (int number = 0; number < blocks; number++) {
      packets.add(block(number));
    }
    packets.add(end());
    return packets;
  }

  /** Such as {@code start}, {@code 17} or {@code end}. */
  static String name(byte[] packet) {
    return switch (packet[5]) {
      case 1 -> "start";
      case 3 -> String.valueOf(packet[9] & 0xFF);
      case 5 -> "end";
      default -> "other";
    };
  }

  private static ByteBuf header(int opcode, int operand1, int operand3) {
    return Unpooled.buffer(18 + BLOCK_BYTES)
        .writeShort(1)
        .writeInt(opcode)
        .writeInt(operand1)
        .writeInt(0)
        .writeInt(operand3);
  }
}
