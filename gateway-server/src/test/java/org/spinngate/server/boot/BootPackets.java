package org.spinngate.server.boot;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/** Boot packets as the tools send them (domain: boot packets). */
public final class BootPackets {
  private static final int BLOCK_BYTES = 1024;

  private BootPackets() {}

  public static ByteBuf start(int blocks) {
    return header(1, 0, blocks - 1);
  }

  public static ByteBuf block(int number) {
    return header(3, 0xFF00 | number, 0).writeZero(BLOCK_BYTES);
  }

  public static ByteBuf end() {
    return header(5, 1, 0);
  }

  /** Start, so many blocks, end. */
  public static List<ByteBuf> whole(int blocks) {
    List<ByteBuf> packets = new ArrayList<>();
    packets.add(start(blocks));
    for (int number = 0; number < blocks; number++) {
      packets.add(block(number));
    }
    packets.add(end());
    return packets;
  }

  /** Such as {@code start}, {@code 17} or {@code end}. */
  public static String name(byte[] packet) {
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
