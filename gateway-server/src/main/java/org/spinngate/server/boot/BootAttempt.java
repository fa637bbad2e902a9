package org.spinngate.server.boot;

import io.netty.buffer.ByteBuf;
import java.util.BitSet;
import java.util.stream.Collectors;

/**
 * What has been seen of one boot: which of its packets have been sent to the board.
 *
 * <pre>
 *  0         2         6         10        14        18
 *  +---------+---------+---------+---------+---------+----------------
 *  | version | opcode  | op1     | op2     | op3     | 0 to 1024 bytes        big-endian
 *  +---------+---------+---------+---------+---------+----------------
 *   start:   opcode 1, op3 = blocks - 1
 *   block:   opcode 3, op1 = words - 1 in bits 8 to 15, number in bits 0 to 7
 *   control: opcode 5, the end
 * </pre>
 *
 * <p>Source: domain, boot packets; spinnaker_bootROM flood_fill.c.
 */
final class BootAttempt {
  private static final int HEADER = 18;
  private static final int START = 1;
  private static final int BLOCK = 3;
  private static final int CONTROL = 5;
  private static final int UNKNOWN = -1;

  private final BitSet blocks = new BitSet();
  private int announcedBlocks = UNKNOWN;
  private int sent;
  private boolean ended;

  /** Whether this packet begins another boot than the one that is already under way. */
  boolean isFollowedBy(ByteBuf packet) {
    return sent > 0 && opcode(packet) == START && announcedBlocks != UNKNOWN;
  }

  /** Notes a packet that goes to the board now. */
  void send(ByteBuf packet) {
    sent++;
    int start = packet.readerIndex();
    switch (opcode(packet)) {
      case START -> {
        announcedBlocks = 1 + packet.getUnsignedByte(start + 17);
        blocks.clear(); // The boot ROM takes no block before the start.
      }
      case BLOCK -> blocks.set(packet.getUnsignedByte(start + 9));
      case CONTROL -> ended = true;
      default -> {}
    }
  }

  /** Whether a boot begins with it. */
  static boolean isStart(ByteBuf packet) {
    return opcode(packet) == START;
  }

  /** Whether it means nothing, or harm, without the start of its boot. */
  static boolean isRest(ByteBuf packet) {
    return opcode(packet) == BLOCK || opcode(packet) == CONTROL;
  }

  /** Whether a boot ends with it. */
  static boolean isEnd(ByteBuf packet) {
    return opcode(packet) == CONTROL;
  }

  private static int opcode(ByteBuf packet) {
    return packet.readableBytes() < HEADER ? UNKNOWN : packet.getInt(packet.readerIndex() + 2);
  }

  int sent() {
    return sent;
  }

  /** Packets that the whole boot has, start and end included; 0 if its start was not seen. */
  int announced() {
    return announcedBlocks == UNKNOWN ? 0 : announcedBlocks + 2;
  }

  /** Whether the sender has sent its last packet. */
  boolean ended() {
    return ended;
  }

  boolean complete() {
    return ended && announcedBlocks != UNKNOWN && blocks.nextClearBit(0) >= announcedBlocks;
  }

  /** What the board did not get, in words; empty if it got everything. */
  String missing() {
    if (complete()) {
      return "";
    }
    if (announcedBlocks == UNKNOWN) {
      return "the start packet is missing";
    }
    BitSet absent = new BitSet();
    absent.set(0, announcedBlocks);
    absent.andNot(blocks);
    String numbers = absent.stream().mapToObj(String::valueOf).collect(Collectors.joining(", "));
    String end = ended ? "" : "the end packet is missing";
    String parts = numbers.isEmpty() ? "" : "missing blocks: " + numbers;
    return parts.isEmpty() || end.isEmpty() ? parts + end : parts + "; " + end;
  }
}
