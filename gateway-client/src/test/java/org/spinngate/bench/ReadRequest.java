package org.spinngate.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.spinngate.protocol.ScpDatagram;

/**
 * A request to read 256 bytes of a board's memory, and its answer (domain: SCP; spinnaker_tools
 * scamp-cmd.c, CMD_READ). Numbers are little-endian.
 *
 * <pre>
 *  0   2       3     4      5      6       10       12    14        18       22       26
 *  +---+-------+-----+------+------+-------+--------+-----+---------+--------+--------+
 *  | 0 | flags | tag | dest | from | chips | 2 READ | seq | address | length | unit   |
 *  +---+-------+-----+------+------+-------+--------+-----+---------+--------+--------+
 *  +---+-------+-----+------+------+-------+--------+-----+------------
 *  | 0 | 0x07  | tag | 0xFF | 0    | chips | 0x80   | seq | the bytes
 *  +---+-------+-----+------+------+-------+--------+-----+------------
 * </pre>
 */
final class ReadRequest {
  private static final int LENGTH = 256;
  private static final int READ = 2;
  private static final int WORDS = 2;
  private static final int ADDRESS = 0x6000_0000;
  private static final int WITH_REPLY = 0x87;
  private static final int WITHOUT_REPLY = 0x07;
  private static final int ETHERNET = 0xFF;
  private static final int NO_TAG = 0xFF;
  private static final int FIRST_TAG = 8;
  private static final int HEADER = 14;
  private static final int ARGUMENTS = 12;

  private ReadRequest() {}

  static ByteBuf of(ByteBufAllocator alloc, int sequence) {
    return header(alloc.directBuffer(HEADER + ARGUMENTS), WITH_REPLY, NO_TAG)
        .writeByte(0)
        .writeByte(ETHERNET)
        .writeInt(0)
        .writeShortLE(READ)
        .writeShortLE(sequence)
        .writeIntLE(ADDRESS)
        .writeIntLE(LENGTH)
        .writeIntLE(WORDS);
  }

  static ByteBuf answer(ByteBufAllocator alloc, ByteBuf request) {
    return header(alloc.directBuffer(HEADER + LENGTH), WITHOUT_REPLY, FIRST_TAG)
        .writeByte(ETHERNET)
        .writeByte(0)
        .writeInt(0)
        .writeShortLE(ScpDatagram.OK)
        .writeShortLE(ScpDatagram.sequence(request))
        .writeZero(LENGTH);
  }

  static boolean isAnswer(ByteBuf datagram) {
    return datagram.readableBytes() == HEADER + LENGTH && ScpDatagram.isReply(datagram);
  }

  private static ByteBuf header(ByteBuf out, int flags, int tag) {
    return out.writeShort(0).writeByte(flags).writeByte(tag);
  }
}
