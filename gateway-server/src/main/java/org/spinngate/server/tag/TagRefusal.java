package org.spinngate.server.tag;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.spinngate.protocol.ScpDatagram;

/**
 * Answers a request in the place of the board, as a board would that does not like an argument:
 * ports and chips change places, and there is nothing after the sequence number.
 *
 * <pre>
 *  0     2       3     4      5      6        8        10        12    14
 *  +-----+-------+-----+------+------+--------+--------+---------+-----+
 *  | 0 0 | flags | 8   | dest | from | chip   | chip   | 0x84    | seq |
 *  +-----+-------+-----+------+------+--------+--------+---------+-----+
 * </pre>
 *
 * <p>Source: domain, return codes; spinnaker_tools scamp/scamp-3.c, return_msg.
 */
final class TagRefusal {
  private static final int LENGTH = 14;
  private static final int FLAGS = 2;
  private static final int TO = 4;
  private static final int FROM = 5;
  private static final int TO_CHIP = 6;
  private static final int REPLY_EXPECTED = 0x80;
  private static final int TRANSIENT_TAG = 8;
  private static final int BAD_ARGUMENT = 0x84;

  /** The root chip calls itself so, even if the request called it otherwise. */
  private static final int ROOT = 0;

  private static final int ANY_NAME_OF_ROOT = 0xFFFF;

  private TagRefusal() {}

  /**
   * The answer.
   *
   * @param request one that {@link ScpDatagram#isRequest}
   */
  static ByteBuf of(ByteBuf request, ByteBufAllocator allocator) {
    int start = request.readerIndex();
    int chip = request.getUnsignedShortLE(start + TO_CHIP);
    return allocator
        .buffer(LENGTH)
        .writeShort(0)
        .writeByte(request.getByte(start + FLAGS) & ~REPLY_EXPECTED)
        .writeByte(TRANSIENT_TAG)
        .writeByte(request.getByte(start + FROM))
        .writeByte(request.getByte(start + TO))
        .writeShortLE(ROOT)
        .writeShortLE(chip == ANY_NAME_OF_ROOT ? ROOT : chip)
        .writeShortLE(BAD_ARGUMENT)
        .writeShortLE(ScpDatagram.sequence(request));
  }
}
